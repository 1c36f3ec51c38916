import type { ConverseMessage } from '../../simulated-model.ts';
import { jsonIn } from './json-in.ts';
import { isLoose } from './schema.ts';
import { runsIn, type ToolRun, textOf } from './tool-runs.ts';
import type { Turn } from './turn.ts';

interface Line {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** A conversation to write about, for example for a recap. */
export interface Transcript {
  /** The person's messages. */
  readonly questions: readonly string[];
  /** The sentences of the answers. */
  readonly sentences: readonly string[];
  /** The previous summary. */
  readonly earlier: string | undefined;
  /** Whether the text addresses the person as `you`. */
  readonly isForPerson: boolean;
  /** The tool runs in the messages. */
  readonly runs: readonly ToolRun[];
}

const EARLIER = /<earlier_conversation>([\s\S]*?)<\/earlier_conversation>/i;
const ORDER =
  /^(?:now |please )*(?:write|summari[sz]e|recap|create|make|produce|call|give)\b[^\n]{0,200}\b(?:recap|summary|summari[sz]e|title|narrative|conversation|session|write_\w+)\b/i;

function wordsIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.flatMap(({ text }: { text?: unknown }) => (typeof text === 'string' ? [text] : [])).join('\n');
}

/** The messages in a text that contains `[{ "role": "user", "content": "…" }]`. */
const linesOfJson = (text: string): readonly Line[] =>
  jsonIn(text)
    .flatMap(({ value }) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .flatMap((value) => {
      if (!isLoose(value) || typeof value['role'] !== 'string') return [];
      const said = wordsIn(value['content'] ?? value['text']);
      return said ? [{ role: value['role'] === 'assistant' ? 'assistant' : 'user', text: said }] : [];
    });

/** The lines of a message. The last message is skipped when it is the order to write. */
function linesOf(message: ConverseMessage, index: number, all: readonly unknown[]): readonly Line[] {
  const text = textOf(message).replace(EARLIER, '').trim();
  if (message.role === 'assistant') return text ? [{ role: 'assistant', text }] : [];
  const handedOver = linesOfJson(text);
  const isOrder = index === all.length - 1 && (ORDER.test(text) || /<conversation>/i.test(text));
  if (handedOver.length > 0) return handedOver;
  return text && !isOrder ? [{ role: 'user', text }] : [];
}

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?])\s+(?=[\p{Lu}"])|\n+/u)
    .map((sentence) => sentence.replace(/^[-*•]\s*/, '').trim())
    .filter((sentence) => sentence.length > 3);

/** The conversation of a call, when its last message is an order to write about it. */
export function readTranscript({ call: { messages, system }, message }: Turn): Transcript | undefined {
  if (!ORDER.test(message) && !/<conversation>/i.test(message)) return undefined;
  const lines = messages.flatMap(linesOf);
  const earlier = [system, ...messages.map(textOf)].map((text) => EARLIER.exec(text)?.[1]?.trim()).find(Boolean);
  return {
    questions: lines.filter(({ role }) => role === 'user').map(({ text }) => text.replace(/\s+/g, ' ').trim()),
    sentences: lines.filter(({ role }) => role === 'assistant').flatMap(({ text }) => sentencesOf(text)),
    earlier,
    isForPerson: /\bas "you"/i.test(system),
    runs: runsIn(messages),
  };
}
