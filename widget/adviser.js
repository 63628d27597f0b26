// The launcher: all that a page loads before anyone opens the adviser.

/** @typedef {import('./types').Language} Language */

/** @type {Record<Language, [string, string]>} */
const WORDS = {
  de: ['Karriereberatung', 'Bitte noch einmal versuchen'],
  en: ['Career adviser', 'Please try again'],
};

const STYLE = `
:host{all:initial!important;display:block!important;color-scheme:light dark!important;
--_accent:var(--adviser-accent,light-dark(#0b5f66,#84d2cf));--_on-accent:var(--adviser-on-accent,light-dark(#fff,#06282b));
--_font:var(--adviser-font,system-ui,sans-serif)}
:host([theme=light]){color-scheme:light!important}
:host([theme=dark]){color-scheme:dark!important}
:host([hidden]){display:none!important}
:host([mode=page]){position:fixed!important;inset:0!important}
:host([mode=inline]){height:var(--adviser-height,38em)!important}
.launch{all:unset;box-sizing:border-box;position:fixed;inset:var(--adviser-inset,auto 1.25em 1.25em auto);z-index:99999;
display:flex;align-items:center;gap:.6em;min-height:3.25em;padding:.5em 1.35em .5em 1.1em;border:1px solid transparent;border-radius:2em;
font:600 1em/1.2 var(--_font);color:var(--_on-accent);background:var(--_accent);cursor:pointer;
box-shadow:0 8px 24px #0003}
.launch:focus-visible{outline:3px solid var(--_accent);outline-offset:3px}
.launch::before{content:"";width:1.1em;height:.85em;border:.16em solid;border-radius:.4em .4em .4em 0}
.live{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
@media print{.launch{display:none}:host([mode]){position:static!important;height:auto!important}}`;

/** The `<career-adviser>` element. docs/widget.md tells its attributes, methods and events. */
class CareerAdviser extends HTMLElement {
  static observedAttributes = ['open', 'lang', 'label'];

  #root = this.attachShadow({ mode: 'open' });
  #launcher = document.createElement('button');
  #live = document.createElement('div');
  #connected = false;
  /** @type {Promise<import('./panel.js').Panel | undefined> | undefined} */
  #panel;
  /** @type {Element | null} */
  #cameFrom = null;
  /** @type {import('./types').GetToken | undefined} */
  #getToken;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#launcher.className = 'launch';
    this.#launcher.setAttribute('part', 'launcher');
    this.#launcher.ariaHasPopup = 'dialog';
    this.#launcher.addEventListener('click', () => this.open());
    this.#live.className = 'live';
    this.#live.ariaLive = 'polite';
    this.#root.append(this.#launcher, this.#live);
  }

  connectedCallback() {
    // Set before this module ran, it is a plain property that hides the accessor.
    if (Object.hasOwn(this, 'getToken')) {
      const early = this.getToken;
      delete this.getToken;
      this.getToken = early;
    }
    this.#connected = true;
    this.#label();
    this.#launcher.hidden = this.mode !== 'launcher';
    if (this.mode !== 'launcher') this.#load().then((panel) => panel?.show(false));
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (name !== 'open') {
      this.#label();
      this.#panel?.then((panel) => panel?.speak(this.language));
    } else if (this.mode === 'launcher' && before !== after) {
      after === null ? this.#hide() : this.#show();
    }
  }

  /** Where the adviser runs; by default where this script came from. */
  get server() {
    const given = this.getAttribute('server');
    return new URL(given || import.meta.url, document.baseURI).origin;
  }

  /** @returns {'launcher' | 'page' | 'inline'} */
  get mode() {
    const given = this.getAttribute('mode');
    return given === 'page' || given === 'inline' ? given : 'launcher';
  }

  /** The language to begin in: the element's or the page's, then the browser's. @returns {Language} */
  get language() {
    const page = this.closest('[lang]')?.getAttribute('lang');
    const wanted = [page, ...navigator.languages].join().toLowerCase();
    return /(?:^|,)(de|en)/.exec(wanted)?.[1] === 'en' ? 'en' : 'de';
  }

  /** What fetches a token for the signed-in employee. */
  get getToken() {
    return this.#getToken;
  }

  set getToken(given) {
    this.#getToken = given;
    this.#panel?.then((panel) => panel?.restart());
  }

  /** Opens the panel. */
  open() {
    this.toggleAttribute('open', true);
  }

  /** Closes the panel. */
  close() {
    this.toggleAttribute('open', false);
  }

  /**
   * Sends a message as if the person had typed it.
   * @param {string} text
   */
  async send(text) {
    this.open();
    (await this.#load())?.send(text);
  }

  async #show() {
    const focus = this.#connected;
    this.#cameFrom = document.activeElement;
    const panel = await this.#load();
    if (!panel) return this.close();
    if (!this.hasAttribute('open')) return;
    panel.show(focus);
    this.#launcher.hidden = true;
    this.#tell('open');
  }

  async #hide() {
    const panel = await this.#panel;
    if (!panel || this.hasAttribute('open')) return;
    panel.hide();
    this.#launcher.hidden = false;
    const back = this.#cameFrom;
    const elsewhere = back instanceof HTMLElement && ![this, document.body].includes(back);
    (elsewhere ? back : this.#launcher).focus();
    this.#tell('close');
  }

  #load() {
    this.#panel ??= Promise.all([
      import('./panel.js'),
      fetch(new URL('panel.css', import.meta.url), { credentials: 'omit' }).then((style) => style.text()),
    ]).then(
      ([{ Panel }, style]) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style);
        this.#root.adoptedStyleSheets.push(sheet);
        return new Panel(this, this.#root, this.#live);
      },
      () => {
        this.#panel = undefined;
        this.#launcher.textContent = this.#live.textContent = WORDS[this.language][1];
        this.#tell('error');
        return undefined;
      },
    );
    return this.#panel;
  }

  #label() {
    this.#launcher.textContent = this.getAttribute('label') || WORDS[this.language][0];
    this.#launcher.lang = this.language;
  }

  /** @param {string} what */
  #tell(what) {
    this.dispatchEvent(new CustomEvent(`adviser-${what}`, { bubbles: true, composed: true }));
  }
}

customElements.get('career-adviser') || customElements.define('career-adviser', CareerAdviser);
