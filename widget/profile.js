// What a comparison of one's background looks like; loaded with the first of them.

import { make } from './render.js';
import { hand } from './saving.js';

/** @typedef {import('./types').View} View */
/** @typedef {import('./types').Row} Row */
/** @typedef {import('./types').Drawing} Drawing */

const SVG = 'http://www.w3.org/2000/svg';
const WORDS = {
  de: { requirement: 'Anforderung', state: 'Stand', steps: 'Als Nächstes zählt', plan: 'Plan als PDF herunterladen' },
  en: { requirement: 'Requirement', state: 'State', steps: 'What counts next', plan: 'Download the plan as PDF' },
};
const STYLE = `
.compared{width:100%;margin:.6em 0;border-collapse:collapse;font-size:.9em}
caption{text-align:start;font-weight:600;padding-bottom:.4em}
th,td{padding:.5em .6em .5em 0;border-top:1px solid var(--_line);text-align:start;vertical-align:top}
th{width:42%;font-weight:600}
thead th{border:0;padding-top:0;color:var(--_muted);font-size:.9em}
td b{display:block}
.met b{color:light-dark(#156a3a,#7fd6a2)}
.partly b{color:var(--_warm)}
.missing b{color:light-dark(#a12622,#f5a19b)}
.ladder{width:100%;max-width:24em;height:auto;margin:1em 0;fill:currentColor;stroke:none;stroke-width:1;stroke-linecap:butt}
.steps{margin:.3em 0 .6em;padding-left:1.4em;list-style:decimal}
.steps li+li{margin-top:.3em}
.plan{margin-top:.6em;border-color:currentColor;color:var(--_accent)}`;

/** @type {WeakSet<Node>} */
const styled = new WeakSet();

/**
 * Shows what a message holds beside its words.
 * @param {import('./panel.js').Panel} panel
 * @param {HTMLElement} item where it is
 * @param {import('./types').Message} message
 */
export function show(panel, item, { id, answer, view }) {
  if (!view) return;
  dress(item);
  const words = WORDS[view.comparison?.language || answer?.language || 'en'];
  if (view.comparison) item.querySelector('.text')?.replaceWith(...compared(view, words));
  const { plan } = view;
  if (!plan) return;
  const fetched = async () => hand(await panel.client.call(`plan?message=${id}`), plan);
  item.append(make('button', { type: 'button', class: 'plan', part: 'plan', onclick: () => panel.try(fetched) }, words.plan));
}

/** @param {HTMLElement} item */
function dress(item) {
  const root = /** @type {ShadowRoot} */ (item.getRootNode());
  if (styled.has(root)) return;
  styled.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets.push(sheet);
}

/**
 * @param {View} view
 * @param {typeof WORDS.en} words
 * @returns {Node[]}
 */
function compared({ comparison, drawing }, words) {
  const { language, title, opening, rows, steps, sources } = /** @type {import('./types').Comparison} */ (comparison);
  const labels = sources.map(({ title, place }) => `${title}, ${place}`);
  const heads = [words.requirement, words.state].map((head) => make('th', { scope: 'col' }, head));
  const table = make(
    'table',
    { class: 'compared', part: 'comparison', lang: language },
    make('caption', {}, title),
    make('thead', {}, make('tr', {}, ...heads)),
    make('tbody', {}, ...rows.map((one) => row(one, labels))),
  );
  const listed = steps.map(({ text }) => make('li', {}, text));
  return [
    ...(opening ? [make('p', { lang: language }, opening)] : []),
    ...(rows.length ? [table] : []),
    ...(drawing ? [element(drawing, 'ladder')] : []),
    ...(steps.length ? [make('p', { lang: language }, words.steps), make('ol', { class: 'steps', lang: language }, ...listed)] : []),
  ];
}

/**
 * @param {Row} row
 * @param {string[]} labels of all sources, numbered in the list below
 */
function row({ name, strength_words, verdict, symbol, words, reason, disagreement, citations }, labels) {
  const numbers = citations.map((label) => labels.indexOf(label) + 1).sort((a, b) => a - b);
  const state = make('b', {}, make('span', { 'aria-hidden': 'true' }, `${symbol} `), words);
  return make(
    'tr',
    { class: verdict },
    make('th', { scope: 'row' }, name, make('small', {}, strength_words)),
    make('td', {}, state, reason, ` [${numbers.join(', ')}]`, ...(disagreement ? [make('small', {}, disagreement)] : [])),
  );
}

/**
 * Builds a drawing from names, attributes and contents.
 * @param {Drawing} drawing
 * @param {string} [style]
 * @returns {Element}
 */
function element([tag, given, ...inner], style) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) node.setAttribute(name, value);
  if (style) node.setAttribute('class', style);
  node.append(...inner.map((one) => (typeof one === 'string' ? one : element(one))));
  return node;
}
