// The panel: everything that is loaded once the adviser is opened.

import { Client } from './client.js';
import { button, make, reply, spoken, word } from './render.js';
import { WORDS } from './words.js';

/** @typedef {import('./types').Message} Message */
/** @typedef {import('./types').Pending} Pending */
/** @typedef {import('./types').Language} Language */
/** @typedef {import('./words.js').Word} Word */

const SMALL = matchMedia('(max-width:30em),(max-height:30em)');
const SHOWN = 9000;

export class Panel {
  /** @type {Language} */
  language;
  #chosen = false;
  /** @type {number | null | undefined} */
  #days;
  /** What the notice says is stored. @type {Word} */
  #kept = 'stored';
  #longest = 1000;
  /** What is on the page. @type {Map<string, HTMLElement>} */
  #shown = new Map();

  /**
   * @param {import('./types').Adviser} host
   * @param {ShadowRoot} root
   * @param {HTMLElement} live what is put in here is read aloud
   */
  constructor(host, root, live) {
    this.host = host;
    this.live = live;
    this.language = host.language;
    this.client = new Client(host, {
      language: () => this.language,
      working: (busy) => (this.typing.hidden = !busy),
      message: (message) => this.#hear(message),
      erased: () => this.#wipe(this.list.lastElementChild),
      sent: (item) => this.#mark(item),
      stuck: (item, problem) => this.#mark(item, problem ? problem.texts[this.language] || 'failed' : 'waits'),
    });
    const heading = host.mode === 'page' ? 'h1' : 'h2';
    this.title = make(heading, { id: 'title', tabindex: '-1' }, host.getAttribute('label') || word('title'));
    this.other = button('other', () => this.speak(/** @type {Language} */ (this.other.lang), true));
    this.more = button('menu', () => this.#unfold(!!this.menu.hidden), { class: 'icon', 'aria-expanded': 'false' }, 'menu');
    this.menu = make(
      'div',
      { class: 'menu', hidden: true },
      button('copy', () => this.#save('copy')),
      button('text', () => this.#save('text')),
      button('json', () => this.#save('json')),
      button('erase', () => this.#sure(true)),
    );
    this.certain = make(
      'div',
      { class: 'menu', hidden: true },
      make('p', {}, word('sure')),
      button('yes', () => this.#erase()),
      button('no', () => this.#sure(false)),
    );
    const tools = make('div', { class: 'tools' }, this.other, this.more);
    if (host.mode === 'launcher') tools.append(button('close', () => host.close(), { class: 'icon' }, 'close'));
    this.notice = make('div', { class: 'notice', part: 'notice' });
    this.list = make('ol', {});
    this.typing = make('div', { class: 'typing', hidden: true });
    this.log = make(
      'div',
      { class: 'log', part: 'log', role: 'region', tabindex: '0', 'data-label': 'log' },
      this.notice,
      this.list,
      this.typing,
    );
    this.status = make('p', { id: 'status' });
    this.input = make('textarea', {
      rows: '1',
      part: 'input',
      'data-label': 'input',
      'aria-describedby': 'status',
      oninput: () => this.#grow(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#submit(event);
      },
    });
    this.box = make(
      host.mode === 'launcher' ? 'dialog' : 'section',
      {
        class: `panel ${host.mode}`,
        part: 'panel',
        'aria-labelledby': 'title',
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#escape(event),
        oncancel: (/** @type {Event} */ event) => event.preventDefault(),
      },
      make('header', { part: 'header' }, make('div', {}, this.title, make('p', {}, word('kind'))), tools, this.menu, this.certain),
      this.log,
      make(
        'form',
        { part: 'form', onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
        this.status,
        this.input,
        button('send', () => {}, { class: 'send', part: 'send', type: 'submit' }, 'send'),
      ),
    );
    root.append(this.box);
    this.#translate();
    this.#greet();
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && !this.client.outbox.length) this.#recall();
    });
    SMALL.addEventListener('change', () => host.hasAttribute('open') && this.show(true));
  }

  /** Puts all that the widget says into the present language. */
  #translate() {
    const words = WORDS[this.language];
    this.box.lang = this.language;
    this.other.lang = this.language === 'de' ? 'en' : 'de';
    this.input.placeholder = words.input;
    for (const node of this.box.querySelectorAll('[data-word],[data-label]')) {
      const { word, label } = /** @type {Record<string, Word>} */ (/** @type {HTMLElement} */ (node).dataset);
      if (word) node.textContent = words[word];
      else node.ariaLabel = words[label];
      if (label && node.matches('.icon')) node.setAttribute('title', words[label]);
    }
    const days = this.#days ? words.days.replace('{}', `${this.#days}`) : '';
    const stored = words[this.#kept] + (this.client.signedIn ? words.account : '') + days + words.yours;
    this.notice.replaceChildren(
      make('b', {}, words.before),
      make('ul', {}, ...[words.machine, words.knows, stored].map((line) => make('li', {}, line))),
      make('slot', { name: 'notice' }),
    );
    if (!this.#shown.size) this.notice.append(this.#offers(words.starters.split('|'), this.language));
  }

  /**
   * Changes the language.
   * @param {Language} language
   * @param {boolean} [chosen] by the person, so that replies do not change it any more
   */
  speak(language, chosen = false) {
    this.#chosen ||= chosen;
    if (language === this.language) return;
    this.language = language;
    this.#translate();
  }

  async #greet() {
    this.client.notice().then(
      ({ retention_days, stores_text, longest_message }) => {
        this.#days = retention_days;
        if (stores_text === false) this.#kept = 'answers';
        this.#longest = longest_message || this.#longest;
        this.#translate();
      },
      () => {},
    );
    await this.#recall();
    for (const item of this.client.outbox) this.#ask(item);
    if (this.client.outbox.length) this.client.flush();
  }

  /** Shows what the server remembers and is not on the page yet. */
  async #recall() {
    if (!this.client.begun) return;
    await this.try(async () => {
      for (const message of await this.client.history()) {
        if (message.who === 'person') this.#ask(message);
        else this.#answer(message);
      }
      this.#follow();
    });
  }

  /** Begins again as somebody else. */
  restart() {
    this.client.restart();
    this.#wipe();
    this.#greet();
  }

  /** @param {boolean} focus whether to move the focus in */
  show(focus) {
    if (this.box instanceof HTMLDialogElement) {
      this.hide();
      if (SMALL.matches) this.box.showModal();
      else this.box.open = true;
    }
    if (focus) (SMALL.matches ? this.title : this.input).focus();
    this.#follow();
  }

  hide() {
    this.live.replaceChildren();
    /** @type {Partial<HTMLDialogElement>} */ (this.box).close?.();
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (!this.certain.hidden) this.#sure(false);
    else if (!this.menu.hidden) this.#unfold(false);
    else this.host.close();
    event.preventDefault();
  }

  /** @param {boolean} open */
  #unfold(open) {
    this.certain.hidden = true;
    this.menu.hidden = !open;
    this.more.ariaExpanded = `${open}`;
    if (!open) this.more.focus();
  }

  /** @param {boolean} asking */
  #sure(asking) {
    this.#unfold(!asking);
    this.certain.hidden = !asking;
    (asking ? this.certain : this.menu).querySelector('button')?.focus();
  }

  /** @param {string} text */
  send(text) {
    this.#ask(this.client.send(text));
    this.#follow();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    this.input.focus();
    if (!text || this.#grow()) return;
    this.input.value = '';
    this.#grow();
    this.send(text);
  }

  /** Fits the field to what is in it. @returns {boolean} whether that is too long */
  #grow() {
    const { style } = this.input;
    style.height = 'auto';
    style.height = `${this.input.scrollHeight + 2}px`;
    const over = [...this.input.value].length > this.#longest;
    this.input.ariaInvalid = `${over}`;
    this.status.textContent = over ? WORDS[this.language].long.replace('{}', `${this.#longest}`) : '';
    return over;
  }

  /** @param {Message | Pending} message */
  #ask({ id, text }) {
    this.#add(id, 'you', () => [make('p', { class: 'text' }, text)]);
  }

  /** @param {Message} message */
  #answer(message) {
    const { id, answer, buttons } = message;
    const language = answer?.language || this.language;
    const rate = (/** @type {import('./render.js').Value} */ value, /** @type {string} */ word) =>
      this.try(async () => {
        await this.client.call('feedback', 'POST', { message: id, value, word });
        if (word) this.tell('thanks');
      });
    const item = this.#add(id, 'bot', () => reply(message, language, rate));
    if (item && message.view) import('./profile.js').then(({ show }) => show(this, item, message));
    if (!item || !buttons?.length) return item;
    this.list.append(make('li', { class: 'offers' }, this.#offers(buttons.map(({ title }) => title), language)));
    return item;
  }

  /** A reply that came in just now. @param {Message} message */
  #hear(message) {
    const { text, answer } = message;
    if (answer && !this.#chosen) this.speak(answer.language);
    const item = this.#answer(message);
    if (!item) return;
    const words = WORDS[this.language];
    const flag = answer?.disagreement ? `${words.disagree}. ` : '';
    this.#aloud(`${words.bot}: ${flag}${spoken(text, answer?.sources || [])}`);
    this.host.dispatchEvent(new CustomEvent('adviser-message', { detail: message, bubbles: true, composed: true }));
    this.#follow();
  }

  /**
   * Adds a message, unless it is there already.
   * @param {string} id
   * @param {'you' | 'bot'} who
   * @param {() => Node[]} parts
   */
  #add(id, who, parts) {
    if (this.#shown.has(id)) return;
    const name = make('span', { class: 'live', 'data-word': who });
    const item = make('li', { class: who, part: `message ${who}` }, name, ...parts());
    this.#shown.set(id, item);
    this.list.querySelector('.offers')?.remove();
    this.list.append(item);
    this.#translate();
    return item;
  }

  /**
   * Quick replies: each sends what it says.
   * @param {string[]} titles
   * @param {Language} lang
   */
  #offers(titles, lang) {
    const offers = titles.map((title) => {
      const onclick = () => {
        this.send(title);
        (SMALL.matches ? this.log : this.input).focus();
      };
      return make('button', { part: 'quick-reply', onclick }, title);
    });
    return make('div', { class: 'quick', lang }, ...offers);
  }

  /**
   * Shows at the person's message that it is stuck, or that it is not any more.
   * @param {Pending} item
   * @param {string} [state] a word of the widget, or what the server says
   */
  #mark(item, state) {
    const place = this.#shown.get(item.id);
    place?.querySelector('.stuck')?.remove();
    if (!state || !place) return;
    const again = () => {
      this.input.focus();
      this.#mark(item);
      this.client.flush(item);
    };
    place.append(make('p', { class: 'stuck' }, this.tell(state), ' ', button('again', again)));
    this.#translate();
    this.#follow();
  }

  /** Says something above the input, and aloud. @param {string} state a word of the widget, or a text */
  tell(state) {
    const said = WORDS[this.language][/** @type {Word} */ (state)] || state;
    this.status.textContent = said;
    if (this.live.lastElementChild?.textContent !== said) this.#aloud(said);
    setTimeout(() => this.status.textContent === said && (this.status.textContent = ''), SHOWN);
    return said;
  }

  /** @param {string} said */
  #aloud(said) {
    const line = make('p', { lang: this.language }, said);
    this.live.append(line);
    setTimeout(() => line.remove(), SHOWN);
  }

  /**
   * Does something; where it does not work, the person is told.
   * @param {() => Promise<unknown>} act
   * @returns {Promise<boolean>} whether it worked
   */
  async try(act) {
    try {
      await act();
      return true;
    } catch (error) {
      this.tell(/** @type {any} */ (error).texts?.[this.language] || 'failed');
      return false;
    }
  }

  /** @param {'copy' | 'text' | 'json'} how */
  #save(how) {
    this.#unfold(false);
    this.try(async () => (await import('./saving.js')).save(this, how));
  }

  async #erase() {
    this.#unfold(false);
    await this.try(async () => {
      await this.client.erase();
      this.#wipe();
      this.tell('erased');
    });
    this.input.focus();
  }

  /** @param {Element | null} [kept] */
  #wipe(kept) {
    this.#shown.clear();
    this.list.replaceChildren(kept || '');
    this.live.replaceChildren();
    this.#translate();
  }

  /** Scrolls to the last thing that the person said, so that a reply is read from its beginning. */
  #follow() {
    const asked = [...this.list.querySelectorAll('.you')].pop();
    if (asked) this.log.scrollTop = /** @type {HTMLElement} */ (asked).offsetTop - 12;
  }
}
