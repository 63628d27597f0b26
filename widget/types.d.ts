/** Types for the checker alone; no browser loads this file. */

export type Language = 'de' | 'en';

/** Returns a fresh token of the signed-in employee. */
export type GetToken = () => string | Promise<string>;

export interface Source {
  document: string;
  title: string;
  place: string;
}

/** The machine-readable part of a reply. */
export interface Answer {
  outcome: string;
  language: Language;
  disagreement: boolean;
  sources: Source[];
}

/** A requirement beside what the person brings. */
export interface Row {
  name: string;
  verdict: string;
  symbol: string;
  words: string;
  reason: string;
  strength_words: string;
  disagreement: string;
  citations: string[];
}

export interface Comparison {
  language: Language;
  title: string;
  opening: string;
  rows: Row[];
  steps: { text: string }[];
  sources: Source[];
}

/** An element of a drawing: its name, its attributes, and what is in it. */
export type Drawing = [string, Record<string, string>, ...(string | Drawing)[]];

/** What is shown or handed over beside a reply's words; `plan` names a file. */
export interface View {
  comparison?: Comparison;
  drawing?: Drawing;
  plan?: string;
}

export interface Button {
  title: string;
  payload: string;
}

export interface Message {
  id: string;
  /** Seconds since 1970. */
  at: number;
  who?: 'person' | 'assistant';
  text: string;
  buttons?: Button[];
  answer?: Answer | null;
  view?: View;
  feedback?: { value: 'up' | 'down' | null; word?: string } | null;
}

/** A message of the person that the server has not confirmed. */
export interface Pending {
  id: string;
  text: string;
  failed?: boolean;
}

/** The token of a person who is not signed in; times in milliseconds since 1970. */
export interface Session {
  token: string;
  /** Until when it need not be renewed. */
  fresh: number;
  until: number;
}

/** What can be said in both languages. */
export type Texts = Partial<Record<Language, string>>;

export interface Notice {
  retention_days?: number | null;
  /** False where only the answers are stored. */
  stores_text?: boolean;
  longest_message?: number;
}

export interface Hooks {
  language(): Language;
  message(message: Message): void;
  working(busy: boolean): void;
  /** The person asked in words for the conversation to be erased, and it was. */
  erased(): void;
  /** The server has answered this one. */
  sent(item: Pending): void;
  /** It waits for a connection (no problem given) or was refused. */
  stuck(item: Pending, problem?: import('./client.js').Problem): void;
}

export interface Adviser extends HTMLElement {
  readonly server: string;
  readonly mode: 'launcher' | 'page' | 'inline';
  readonly language: Language;
  getToken?: GetToken;
  open(): void;
  close(): void;
  send(text: string): Promise<void>;
}
