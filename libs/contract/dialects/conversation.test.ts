import { describe, expect, it } from 'vitest';
import { agUi } from './ag-ui.ts';
import { aiSdk } from './ai-sdk.ts';

const text = (value: string) => ({ type: 'text', text: value });
const user = { id: 'u2', role: 'user', parts: [text('Hello')] };
const history = [
  { id: 'u1', role: 'user', parts: [text('Before')] },
  { id: 'a1', role: 'assistant', parts: [{ type: 'step-start' }, text('Yes?'), { type: 'file', url: 'x' }] },
];
const ofAiSdk = (messages: readonly unknown[], more: object = {}) =>
  aiSdk.request?.safeParse({ id: 'chat', messages, trigger: 'submit-message', ...more });
const ofAgUi = (messages: readonly unknown[], more: object = {}) =>
  agUi.request?.safeParse({ threadId: 't', runId: 'r', messages, tools: [], context: [], state: {}, ...more });

describe('a request of the AI SDK', () => {
  it('takes the last message of the user, and passes other fields on', () => {
    const greeting = { id: 'a0', role: 'assistant', parts: [text('Good day')] };
    expect(ofAiSdk([greeting, ...history, user, history[1]], { confirm: true, tools: {} })?.data).toMatchObject({
      messageId: 'u2',
      firstMessageId: 'u1',
      chatId: 'chat',
      text: 'Hello',
      sentAt: undefined,
      extra: { confirm: true },
    });
  });

  it('joins parts of text, and leaves data parts out', () => {
    const parts = [text('One'), { type: 'data-mood', data: 1 }, text('two')];
    expect(ofAiSdk([{ ...user, parts }])?.data?.text).toBe('One\ntwo');
  });

  it('takes a valid time from the metadata', () => {
    const sentAt = (createdAt: unknown) => ofAiSdk([{ ...user, metadata: { createdAt } }])?.data?.sentAt;
    expect(sentAt('2026-11-21T10:00:00+01:00')).toBe('2026-11-21T10:00:00+01:00');
    expect([sentAt(1_763_719_200_000), sentAt('yesterday'), sentAt(null)]).toEqual([undefined, undefined, undefined]);
    expect(ofAiSdk([{ ...user, metadata: null }])?.data?.sentAt).toBeUndefined();
  });

  it.each([
    ['no message of a user', [history[1]]],
    ['no message', []],
    ['an empty id', [{ ...user, id: '' }]],
    ['an endless id', [{ ...user, id: 'x'.repeat(201) }]],
    ['a file, which would be lost', [{ ...user, parts: [text('Look'), { type: 'file', url: 'data:' }] }]],
    ['no messages at all', undefined as never],
  ])('refuses %s, and names the field', (_, messages) => {
    expect(ofAiSdk(messages)?.error?.issues.map(({ path }) => path)).toEqual([['messages']]);
  });
});

describe('a request of AG-UI', () => {
  const said = { id: 'u2', role: 'user', content: 'Hello' };

  it('takes the last message of the user, and the messages that the client shows after it', () => {
    const remains = [{ id: 'a2', role: 'assistant', content: 'Hel' }];
    expect(ofAgUi([said, ...remains], { forwardedProps: { confirm: true } })?.data).toMatchObject({
      messageId: 'u2',
      chatId: 't',
      text: 'Hello',
      extra: { confirm: true },
      run: { threadId: 't', runId: 'r', history: [said], remains },
    });
  });

  it('reads content in parts, and refuses what is not text', () => {
    expect(ofAgUi([{ ...said, content: [text('One'), text('two')] }])?.data?.text).toBe('One\ntwo');
    expect(ofAgUi([{ ...said, content: [{ type: 'image', source: {} }] }])?.success).toBe(false);
    expect(ofAgUi([{ ...said, content: 7 }])?.success).toBe(false);
  });

  it('accepts properties that are not an object', () => {
    expect(ofAgUi([said], { forwardedProps: null })?.data?.extra).toEqual({});
    expect(ofAgUi([said], { forwardedProps: 'x' })?.success).toBe(true);
  });
});
