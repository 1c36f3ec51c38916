import { expect, it } from 'vitest';
import type { MessageRecord } from '#ports/session-records';
import { textTokens } from './text-tokens.ts';

const message = (role: 'user' | 'assistant', text: string, more: Partial<MessageRecord> = {}): MessageRecord => ({
  messageId: 'm',
  seq: 0,
  role,
  content: [{ type: 'text', text }],
  createdAt: '2026-11-21T10:00:00Z',
  ...more,
});

it('counts the code points of all texts divided by 3, rounded up once for the sum', () => {
  const messages = [message('user', 'abcd'), message('assistant', '🦊'), message('user', '狐狸')];
  expect(textTokens(messages)).toEqual({ textTokensIn: 2, textTokensOut: 1 });
});

it('counts neither pictures nor calls of tools', () => {
  const content = [
    { type: 'text', text: 'abc' },
    { type: 'image', key: 'user-uploads/me/1.png' },
    { type: 'tool_use', toolUseId: 't', name: 'update_intent', input: { description: 'a fox' } },
  ] as const;
  expect(textTokens([message('assistant', '', { content })])).toEqual({ textTokensIn: 0, textTokensOut: 1 });
});

it('counts a stopped turn, and not a failed one, because its message is sent again', () => {
  const stopped = [message('user', 'abc', { turnStatus: 'aborted' }), message('assistant', 'def', { partial: true })];
  const failed = [message('user', 'abcdef', { turnStatus: 'failed' })];
  expect(textTokens([...stopped, ...failed])).toEqual({ textTokensIn: 1, textTokensOut: 1 });
});
