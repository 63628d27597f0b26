// Copies and files of a conversation; loaded when the first is wanted.

import { make } from './render.js';
import { WORDS } from './words.js';

/**
 * Copies the conversation, or hands it over as a file.
 * @param {import('./panel.js').Panel} panel
 * @param {'copy' | 'text' | 'json'} how
 */
export async function save(panel, how) {
  const { client, language } = panel;
  if (how === 'json') return hand(await client.call('export'), `${WORDS[language].title}.json`);
  const words = WORDS[language];
  const said = client.begun ? await client.history() : [];
  const text = said.map(({ who, text }) => `${who === 'person' ? words.you : words.bot}:\n${text}\n`).join('\n');
  if (how === 'text') return hand(new Response(text), `${words.title}.txt`);
  await navigator.clipboard.writeText(text);
  panel.tell('copied');
}

/**
 * Hands over what the server answered, as a file.
 * @param {Response} response
 * @param {string} download the name of the file
 */
export async function hand(response, download) {
  const href = URL.createObjectURL(await response.blob());
  make('a', { download, href }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}
