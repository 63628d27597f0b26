// Talking to the assistant: tokens, messages in order, the queue while offline.

/** @typedef {import('./types').Pending} Pending */
/** @typedef {import('./types').Message} Message */
/** @typedef {import('./types').Session} Session */

const PATH = '/webhooks/web/';
const LONGEST_SILENCE = 12e4;
const LONGEST_PAUSE = 30;
/** After this part of its life a token is renewed. */
const FRESH = 0.8;

/** The server refused, and says why in both languages where it can. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {import('./types').Texts} [texts]
   * @param {number} [wait] seconds after which it makes sense to try again
   */
  constructor(status, texts = {}, wait = 0) {
    super();
    this.status = status;
    this.texts = texts;
    this.wait = wait;
    this.passing = status === 429 || status > 500;
  }
}

export class Client {
  /** @type {Pending[]} */
  outbox = [];
  #running = false;
  /** @type {() => void} */
  #wake = () => {};
  /** @type {Session | null} */
  #session = null;
  /** An employee's token is never kept beyond memory. @type {Promise<string> | null} */
  #employee = null;

  /**
   * @param {import('./types').Adviser} host
   * @param {import('./types').Hooks} hooks
   */
  constructor(host, hooks) {
    this.host = host;
    this.hooks = hooks;
    addEventListener('online', () => this.#wake());
    addEventListener('beforeunload', (event) => {
      if (this.signedIn && this.outbox.length) event.preventDefault();
    });
    this.restart();
  }

  /** Forgets who it was; the next call asks anew. */
  restart() {
    this.#employee = null;
    this.#session = this.#shelf('session');
    this.outbox = this.#shelf('outbox') || [];
  }

  get signedIn() {
    return !!this.host.getToken || this.host.hasAttribute('token-url') || this.host.hasAttribute('signed-in');
  }

  /** Whether there may be a conversation already. */
  get begun() {
    return this.signedIn || !!this.#session;
  }

  /**
   * Keeps something of a person who is not signed in for reloads, or finds it again;
   * a browser that forbids it just forgets.
   * @param {'session' | 'outbox'} name
   * @param {unknown} [value]
   */
  #shelf(name, value) {
    const { host } = this;
    const key = `career-adviser ${name} ${host.server}`;
    try {
      if (this.signedIn) return null;
      const shelf = name === 'session' && host.getAttribute('remember') === 'device' ? localStorage : sessionStorage;
      if (value === undefined) return JSON.parse(shelf.getItem(key) || 'null');
      shelf.setItem(key, JSON.stringify(value));
    } catch {
      return null;
    }
  }

  /**
   * Calls the server with a token, once more with a new one where it is refused.
   * @param {string} path
   * @param {string} [method]
   * @param {object} [body]
   * @param {boolean} [last]
   * @returns {Promise<Response>}
   */
  async call(path, method, body, last) {
    const token = this.#token();
    try {
      return await this.#fetch(path, method, body, await token);
    } catch (error) {
      if (last || !(error instanceof Problem) || ![401, 403].includes(error.status)) throw error;
      if (this.#employee === token) this.#employee = null;
      this.#session = null;
      return this.call(path, method, body, true);
    }
  }

  /**
   * @param {string} path
   * @param {string} [method]
   * @param {object} [body]
   * @param {string} [token]
   */
  async #fetch(path, method = 'GET', body, token) {
    const response = await fetch(this.host.server + PATH + path, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }) },
      body: body && JSON.stringify(body),
      credentials: 'omit',
      signal: AbortSignal.timeout(LONGEST_SILENCE),
    });
    if (response.ok) return response;
    const { text } = await response.json().catch(() => ({}));
    throw new Problem(response.status, text, Number(response.headers.get('Retry-After')));
  }

  #token() {
    return this.signedIn ? (this.#employee ||= this.#employeeToken()) : this.#sessionToken();
  }

  async #sessionToken() {
    const known = this.#session;
    const now = Date.now();
    if (known && now < known.fresh) return known.token;
    const renews = known && now < known.until;
    const response = await this.#fetch(`session${renews ? '/renew' : ''}`, 'POST', {}, renews ? known.token : '');
    const { token, expires_in } = await response.json();
    const life = expires_in * 1000;
    this.#shelf('session', (this.#session = { token, fresh: now + life * FRESH, until: now + life }));
    return token;
  }

  async #employeeToken() {
    const { host } = this;
    try {
      if (host.getToken) return await host.getToken();
      const address = host.getAttribute('token-url');
      if (!address) throw new TypeError('getToken is not set yet.');
      const response = await fetch(address, { method: 'POST' });
      if (!response.ok) throw new Problem(response.status);
      return (await response.json()).token;
    } catch (error) {
      this.#employee = null;
      throw error;
    }
  }

  /** @returns {Promise<Message[]>} */
  async history() {
    const { messages, feedback } = await (await this.call('history')).json();
    return messages.map((/** @type {Message} */ message) => ({ ...message, feedback: feedback?.[message.id] }));
  }

  /** What the notice tells of storing. @returns {Promise<import('./types').Notice>} */
  async notice() {
    return (await this.#fetch('notice')).json();
  }

  async erase() {
    await this.call('conversation', 'DELETE');
    this.outbox = [];
    this.#shelf('session', (this.#session = null));
    this.#save();
  }

  /**
   * Puts a message last in the queue.
   * @param {string} text
   * @returns {Pending}
   */
  send(text) {
    const id = [...crypto.getRandomValues(new Uint32Array(4))].join('-');
    const item = { id, text };
    this.outbox.push(item);
    this.flush();
    return item;
  }

  /**
   * Sends what waits, and with an item given also what had failed.
   * @param {Pending} [item]
   */
  flush(item) {
    if (item) item.failed = false;
    this.#save();
    this.#wake();
    this.#run();
  }

  #save() {
    this.#shelf('outbox', this.outbox);
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    for (let item, pause = 1; (item = this.outbox.find((one) => !one.failed)); ) {
      let wait = 0;
      this.hooks.working(true);
      try {
        await this.#deliver(item);
        this.outbox = this.outbox.filter((one) => one !== item);
        this.hooks.sent(item);
        pause = 1;
      } catch (error) {
        const problem = error instanceof Problem ? error : undefined;
        item.failed = problem && !problem.passing;
        this.hooks.stuck(item, problem);
        if (!item.failed) wait = problem?.wait || pause;
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
      this.#save();
      this.hooks.working(false);
      if (wait) await this.#sleep(wait);
    }
    this.#running = false;
  }

  /** @param {number} seconds */
  #sleep(seconds) {
    return new Promise((/** @type {(_?: undefined) => void} */ resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, (navigator.onLine ? seconds : LONGEST_PAUSE) * 1000);
    });
  }

  /** @param {Pending} item */
  async #deliver({ id, text }) {
    const language = this.hooks.language();
    const locale = navigator.languages.find((tag) => tag.startsWith(language)) || language;
    const { body } = await this.call('messages', 'POST', { id, text, locale });
    const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (body).pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    let whole = false;
    for (let read; !(read = await reader.read()).done; ) {
      const lines = (rest + read.value).split('\n');
      rest = lines.pop() || '';
      for (const line of lines) {
        const event = JSON.parse(line);
        if (event.type === 'message') this.hooks.message(event);
        if (event.type === 'erased') this.hooks.erased();
        if (event.type === 'error') throw new Problem(event.retry_after ? 503 : 500, event.text, event.retry_after);
        whole = event.type === 'done';
      }
    }
    if (!whole) throw new TypeError('The connection broke off.');
  }
}
