import type { ConverseMessage, ModelCall } from '../simulated-model.ts';
import { jsonIn } from './json-in.ts';
import type { NoteWish } from './note-wish.ts';
import { earlierIn, runsIn, textOf, withoutEarlier } from './situation.ts';
import { GAME_TOOLS } from './tools.ts';

export interface Line {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** What a conversation held, whichever way it was handed over. */
export interface Transcript {
  readonly questions: readonly string[];
  /** What was said before, in the words of the last summary. */
  readonly earlier: string | undefined;
  /** Sentences of the answers. */
  readonly sentences: readonly string[];
  readonly notes: readonly NoteWish[];
}

type Loose = Readonly<Record<string, unknown>>;

const ORDER =
  /^(?:now |please )*(?:write|summari[sz]e|recap|create|make|produce|call|give)\b[^\n]{0,200}\b(?:recap|summary|summari[sz]e|narrative|conversation|session|write_\w+)\b/i;
const SPEAKER = /^\s*(?:\[|\*\*|<)?(user|player|person|athlete|assistant|coach)(?:\]|\*\*|>)?\s*:\s*(.*)$/i;

const roleOf = (word: string): Line['role'] => (/^(?:assistant|coach)$/i.test(word) ? 'assistant' : 'user');

function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.flatMap(({ text }: { text?: unknown }) => (typeof text === 'string' ? [text] : [])).join('\n');
}

/** `[{ "role": "user", "content": "…" }]` anywhere in a text. */
const linesOfJson = (text: string): readonly Line[] =>
  jsonIn(text)
    .flatMap(({ value }) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .flatMap((value) => {
      const { role, content, text: words } = (value ?? {}) as Loose;
      const said = textIn(content ?? words);
      return typeof role === 'string' && said ? [{ role: roleOf(role), text: said }] : [];
    });

/** `Player: …`, with what follows until the next speaker. One speaker alone is somebody who writes with a colon. */
function linesOfSpeakers(text: string): readonly Line[] {
  const lines: { role: Line['role']; text: string }[] = [];
  for (const row of text.split('\n')) {
    const [, who, words = ''] = SPEAKER.exec(row) ?? [];
    const last = lines.at(-1);
    if (who) lines.push({ role: roleOf(who), text: words });
    else if (last && !/^\s*<\//.test(row)) last.text += `\n${row}`;
  }
  return lines.length > 1 ? lines : [];
}

/** The last message may be no part of it, but the order to write. */
function linesOf({ role, ...message }: ConverseMessage, index: number, all: readonly unknown[]): readonly Line[] {
  const text = withoutEarlier(textOf({ role, ...message }));
  if (role === 'assistant') return text ? [{ role, text }] : [];
  const handedOver = [linesOfJson(text), linesOfSpeakers(text)].find((lines) => lines.length > 0);
  const isOrder = index === all.length - 1 && ORDER.test(text);
  return handedOver ?? (text && !isOrder ? [{ role, text }] : []);
}

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?])\s+(?=[A-Z"])|\n+/)
    .map((sentence) => sentence.replace(/^[-*•]\s*/, '').trim())
    .filter((sentence) => sentence.length > 3);

export function readTranscript({ messages, system }: ModelCall): Transcript {
  const lines = messages.flatMap(linesOf);
  const saved = runsIn(messages).filter(({ name, ok }) => ok && name === GAME_TOOLS.note);
  return {
    earlier: [system, ...messages.map(textOf)].map(earlierIn).find(Boolean),
    questions: lines.filter(({ role }) => role === 'user').map(({ text }) => text.replace(/\s+/g, ' ').trim()),
    sentences: lines.filter(({ role }) => role === 'assistant').flatMap(({ text }) => sentencesOf(text)),
    notes: saved.map(({ input }) => input as NoteWish),
  };
}
