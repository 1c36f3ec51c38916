import type { ConverseMessage } from '../../simulated-model.ts';
import { jsonIn } from './json-in.ts';
import { isLoose } from './schema.ts';

/** A tool call with its result. */
export interface ToolRun {
  readonly name: string;
  readonly input: unknown;
  readonly ok: boolean;
  /** The JSON of the result. For a truncated result, the complete values in it. */
  readonly value: unknown;
  /** The error message, or the text of the result. */
  readonly error: string;
}

interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: unknown;
}
interface ToolResult {
  readonly toolUseId: string;
  readonly status?: string;
  readonly content?: readonly { readonly json?: unknown; readonly text?: string }[];
}

export const textOf = ({ content }: ConverseMessage): string =>
  content
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
    .join('\n')
    .trim();

/** The error message in a result. */
function errorIn(value: unknown): string | undefined {
  const error = isLoose(value) ? value['error'] : undefined;
  if (typeof error === 'string') return error;
  const words = isLoose(error) ? [error['message'], error['detail'], error['code']] : [];
  return words.find((word): word is string => typeof word === 'string');
}

function runOf({ name, input }: ToolUse, { status, content = [] }: ToolResult): ToolRun {
  const words = content.flatMap(({ text }) => text ?? []).join('\n');
  const [found] = content.flatMap(({ json }) => (json === undefined ? [] : [json]));
  const value = found ?? jsonIn(words).map((piece) => piece.value);
  return { name, input, ok: status !== 'error', value, error: errorIn(value) ?? words };
}

/** The tool runs in messages, oldest first. Ids are unique within one step only. */
export function runsIn(messages: readonly ConverseMessage[]): readonly ToolRun[] {
  const uses = new Map<string, ToolUse>();
  const blocks = messages.flatMap(({ content }) => content) as readonly {
    readonly toolUse?: ToolUse;
    readonly toolResult?: ToolResult;
  }[];
  return blocks.flatMap(({ toolUse, toolResult }) => {
    if (toolUse) uses.set(toolUse.toolUseId, toolUse);
    const use = toolResult && uses.get(toolResult.toolUseId);
    return use ? [runOf(use, toolResult)] : [];
  });
}

const USED = /\[I used ([\w-]+) with (.*)\]$/gm;
const FOUND = /\[It (found|failed): (.*)\]$/gm;

/** Whether a text consists only of tool calls and results in words. */
export const isTold = (text: string): boolean => text !== '' && text.replace(FOUND, '').replace(USED, '').trim() === '';

/** The tool runs in texts, as the turn engine writes them for calls without tools. */
export function toldRunsIn(messages: readonly ConverseMessage[]): readonly ToolRun[] {
  const text = messages.map(textOf).join('\n');
  const uses = [...text.matchAll(USED)];
  return [...text.matchAll(FOUND)].map(([, how, json = ''], place) => {
    const [, name = '', input = ''] = uses[place] ?? [];
    const [value] = jsonIn(json).map((piece) => piece.value);
    const [given] = jsonIn(input).map((piece) => piece.value);
    return { name, input: given, ok: how === 'found', value: value ?? json, error: errorIn(value) ?? json };
  });
}
