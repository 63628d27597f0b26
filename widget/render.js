// What messages look like. Text is never markup; links only where they lead somewhere safe.

/** @typedef {import('./types').Source} Source */
/** @typedef {import('./words.js').Word} Word */
/** @typedef {'up' | 'down' | null} Value */
/** @typedef {(value: Value, word: string) => Promise<boolean>} Rate */

const LONGEST_WORD = '500';
const SVG = 'http://www.w3.org/2000/svg';
const LINK =
  /(?:https?:\/\/|mailto:)[^\s<>"']+|(?<![\w/:.@-])(?:[a-z0-9-]+\.)+(?:com|de|eu|int|net|org)\b(?:\/[^\s<>"']*)?/gi;
const SAFE = /^(https?|mailto):/i;
const MARKER = /\s?\[(\d{1,2})\]/g;
const SOURCES_LINE = /\n\s*(?:Quellen?|Sources?): .*$/s;
/** Lines on a ground of 24 by 24. */
const DRAWN = {
  menu: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M6 11l6-6 6 6',
  thumb: 'M7 11v9H4v-9zM7 11l4-8c2 0 3 1 2.5 3L13 9h6c1 0 2 1 1.7 2l-1.6 7.5c-.2 1-1 1.5-2 1.5H7',
};

/**
 * Makes an element; names that begin with "on" are listeners.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | ((event: any) => void)>} given
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, given, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') node.toggleAttribute(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** A piece of text that changes with the language. @param {Word} name */
export const word = (name) => make('span', { 'data-word': name });

/**
 * A button with a word on it, or with a picture that has the word as its name.
 * @param {Word} name
 * @param {() => void} act
 * @param {Record<string, string>} [given]
 * @param {keyof typeof DRAWN} [drawn]
 */
export function button(name, act, given = {}, drawn) {
  const node = make('button', { type: 'button', onclick: act, [drawn ? 'data-label' : 'data-word']: name, ...given });
  if (drawn) {
    const [picture, path] = ['svg', 'path'].map((tag) => document.createElementNS(SVG, tag));
    picture.setAttribute('viewBox', '0 0 24 24');
    picture.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', DRAWN[drawn]);
    picture.append(path);
    node.append(picture);
  }
  return node;
}

/**
 * Returns a reply's words without the line of sources, if the sources are known.
 * @param {string} text
 * @param {Source[]} sources
 */
const body = (text, sources) => (sources.length ? text.replace(SOURCES_LINE, '') : text).trim();

/**
 * Returns the parts of a reply.
 * @param {import('./types').Message} message
 * @param {string} language
 * @param {Rate} rate tells the server what the person thinks, and whether that worked
 */
export function reply({ text, answer, feedback }, language, rate) {
  const sources = answer?.sources || [];
  const entries = sources.map(({ title, place }, at) =>
    make('li', { tabindex: '-1' }, make('b', {}, `${at + 1}`), make('span', {}, make('cite', {}, title), make('small', {}, place))),
  );
  const fold = make(
    'details',
    { class: 'sources', part: 'sources' },
    make('summary', {}, word('sources'), ` (${sources.length})`),
    make('ol', { lang: language }, ...entries),
  );
  /** @param {number} number */
  const cite = (number) => {
    const { title, place } = sources[number - 1];
    const unfold = () => {
      fold.open = true;
      entries[number - 1].focus();
    };
    return make('button', { class: 'cite', 'aria-label': `${number}, ${title}, ${place}`, onclick: unfold }, `${number}`);
  };
  return [
    ...(answer?.disagreement ? [make('p', { class: 'flag' }, '\u21c4 ', word('disagree'))] : []),
    make('div', { class: 'text', lang: language }, ...paragraphs(body(text, sources), sources.length, cite)),
    ...(sources.length ? [fold] : []),
    ...(answer && answer.outcome !== 'conversation' ? [thumbs(feedback?.value || null, rate)] : []),
  ];
}

/**
 * @param {Value} given
 * @param {Rate} rate
 */
function thumbs(given, rate) {
  /** @param {'up' | 'down'} value */
  const thumb = (value) => button(value, () => press(value), { class: 'icon', 'aria-pressed': `${given === value}` }, 'thumb');
  const both = { up: thumb('up'), down: thumb('down') };
  const why = make('input', { maxlength: LONGEST_WORD, autocomplete: 'off' });
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    if (!(await rate(given, why.value.trim()))) return;
    form.hidden = true;
    both[given || 'up'].focus();
  };
  const form = make(
    'form',
    { class: 'why', hidden: true, onsubmit: submit },
    make('label', {}, word('why'), why),
    button('give', () => {}, { type: 'submit' }),
  );
  /** @param {'up' | 'down'} value */
  const press = async (value) => {
    const wanted = given === value ? null : value;
    if (!(await rate(wanted, ''))) return;
    given = wanted;
    both.up.ariaPressed = `${given === 'up'}`;
    both.down.ariaPressed = `${given === 'down'}`;
    form.hidden = !given;
  };
  return make('div', { class: 'thumbs' }, both.up, both.down, form);
}

/**
 * Returns a reply's words to be read aloud.
 * @param {string} text
 * @param {Source[]} sources
 */
export const spoken = (text, sources) => body(text, sources).replace(MARKER, '');

/**
 * Returns paragraphs with links, and a button for each marker of a source.
 * @param {string} text
 * @param {number} sources how many there are
 * @param {(number: number) => Node} cite makes the button
 */
function paragraphs(text, sources, cite) {
  return text.split(/\n{2,}/).map((words) => {
    const pieces = split(words, MARKER, ([, number]) => (sources && sources >= +number && +number ? ['\u00a0', cite(+number)] : undefined));
    return make('p', {}, ...pieces.flatMap((piece) => (typeof piece === 'string' ? linked(piece) : [piece])));
  });
}

/** @param {string} text */
function linked(text) {
  return split(text, LINK, ([found]) => {
    const shown = found.replace(/[.,;:!?)\]]+$/, '');
    const href = SAFE.test(shown) ? shown : `https://${shown}`;
    return URL.canParse(href) && [make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, shown), found.slice(shown.length)];
  });
}

/**
 * Splits text where a pattern matches, and puts something else there.
 * @param {string} text
 * @param {RegExp} pattern
 * @param {(found: RegExpExecArray) => (Node | string)[] | false | undefined} put leaves it where it gives nothing
 */
function split(text, pattern, put) {
  /** @type {(Node | string)[]} */
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    pieces.push(text.slice(end, found.index), ...(put(found) || [found[0]]));
    end = found.index + found[0].length;
  }
  return [...pieces, text.slice(end)];
}
