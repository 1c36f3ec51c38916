import type { Fault } from '#contract/faults';
import type { GivenMessage } from '#contract/given-message';
import { CoachError } from '#ports/errors';
import type { ContentBlock } from '#ports/model';
import { blocksOf } from './settle-work.ts';

/** A DynamoDB item holds 400 kB. This leaves room for the other attributes of the message. */
const MAX_MESSAGE_BYTES = 350_000;

/** The role whose messages may contain a block type. Other types may occur in both roles. */
const SPEAKER: Readonly<Partial<Record<ContentBlock['type'], GivenMessage['role']>>> = {
  reasoning: 'assistant',
  redacted_reasoning: 'assistant',
  tool_use: 'assistant',
  tool_result: 'user',
  image: 'user',
};

/**
 * Checks that each message can be stored.
 * @throws {CoachError} `validation_failed` with the index of each invalid message.
 */
export function checkMessages(field: string, messages: readonly GivenMessage[]): void {
  refuseAny(messages.flatMap((message, place) => faultIn(message).map((fault) => at(field, place, fault))));
}

/**
 * Checks that models accept the messages as history: every tool use is answered by the next message, and nothing else
 * is. Otherwise every later question of the conversation would fail.
 *
 * @throws {CoachError} `validation_failed` with the index of each invalid message.
 */
export function checkTools(field: string, messages: readonly GivenMessage[]): void {
  const faults = messages.flatMap(({ content }, place) => {
    const asked = idsOf(messages[place - 1], 'tool_use');
    const answered = idsOf({ content }, 'tool_result');
    const isLast = place === messages.length - 1;
    return [
      ...(isSame(asked, answered) ? [] : [at(field, place, 'results for exactly the tool uses of the message before')]),
      ...(isLast && idsOf({ content }, 'tool_use').length > 0 ? [at(field, place, 'tool uses without results')] : []),
    ];
  });
  refuseAny(faults);
}

function faultIn(message: GivenMessage): readonly string[] {
  if (Buffer.byteLength(JSON.stringify(message)) > MAX_MESSAGE_BYTES) return [`at most ${MAX_MESSAGE_BYTES} bytes`];
  const blocks = blocksOf(message.content);
  const strayed = blocks.find(({ type }) => (SPEAKER[type] ?? message.role) !== message.role);
  return strayed ? [`${strayed.type} in a message of the ${message.role}`] : [];
}

function idsOf(message: Pick<GivenMessage, 'content'> | undefined, type: 'tool_use' | 'tool_result'): string[] {
  const blocks = message ? blocksOf(message.content) : [];
  return blocks.flatMap((block) => (block.type === type ? [block.toolUseId] : []));
}

/** The same ids, each once, in any order. */
const isSame = (asked: readonly string[], answered: readonly string[]): boolean =>
  asked.length === answered.length &&
  new Set(asked).size === asked.length &&
  asked.every((id) => answered.includes(id));

const at = (field: string, place: number, message: string): Fault => ({ path: `${field}.${place}`, message });

function refuseAny(fields: readonly Fault[]): void {
  if (fields.length > 0) throw new CoachError('validation_failed', 'messages are not valid', { details: { fields } });
}
