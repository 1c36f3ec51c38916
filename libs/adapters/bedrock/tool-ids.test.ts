import { expect, it } from 'vitest';
import type { RequestMessage } from '#ports/model';
import { withLegalToolIds } from './tool-ids.ts';

/** A message with these tool uses, and the one with their results, in reverse order. */
const exchange = (...ids: string[]): readonly RequestMessage[] => [
  {
    role: 'assistant',
    content: ids.map((toolUseId) => ({ type: 'tool_use' as const, toolUseId, name: 'look', input: {} })),
  },
  {
    role: 'user',
    content: ids
      .toReversed()
      .map((toolUseId) => ({ type: 'tool_result' as const, toolUseId, ok: true, content: toolUseId })),
  },
];

const idsOf = (messages: readonly RequestMessage[]) =>
  messages.map(({ content }) => content.map((block) => ('toolUseId' in block ? block.toolUseId : '')));

const LEGAL = /^[\w.:-]{1,64}$/;

it('keeps legal tool ids', () => {
  const messages = exchange('tooluse_1', 'call-2', 'a.b:c');
  expect(withLegalToolIds(messages)).toEqual(messages);
});

it('replaces tool ids that Bedrock refuses, in uses and their results alike', () => {
  const [uses = [], results = []] = idsOf(withLegalToolIds(exchange('', 'a b', 'a_b', 'ü', 'x'.repeat(65))));
  expect(results.toReversed()).toEqual(uses);
  expect(new Set(uses).size).toBe(5);
  for (const id of uses) expect(id).toMatch(LEGAL);
});

it('gives every use of a tool in a request its own id, because models refuse repeated ones', () => {
  const long = 'x'.repeat(64);
  const messages = withLegalToolIds([...exchange('call_0', long), ...exchange('call_0', long), ...exchange('call_0')]);
  const ids = idsOf(messages);
  const uses = [ids[0], ids[2], ids[4]].flatMap((all) => all ?? []);
  expect(new Set(uses).size).toBe(5);
  for (const id of uses) expect(id).toMatch(LEGAL);
  for (const step of [0, 2, 4]) expect(ids[step + 1]?.toReversed()).toEqual(ids[step]);
});
