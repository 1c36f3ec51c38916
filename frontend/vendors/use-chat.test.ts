// @vitest-environment jsdom
import { useChat } from '@ai-sdk/react';
import { act, renderHook, waitFor } from '@testing-library/react';
import { APICallError, DefaultChatTransport, type UIMessage } from 'ai';
import { expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { isUuid } from '#contract/ids';
import { CoachError } from '#ports/errors';
import { framesOf, TAPE_SESSION, TAPES } from '#testing/turn-tapes';
import { createTurnServer, type Play, playing } from '../testing/turn-server.ts';

const session = (url: string) => `${url}/users/me/coach-creator-sessions/${TAPE_SESSION}`;
const textOf = (message: UIMessage | undefined) =>
  (message?.parts ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');

/** The hook as an application uses it: nothing of ours but an address. */
function open(url: string, options: Partial<Parameters<typeof useChat>[0] & object> = {}) {
  const seen = { data: [] as string[], finishes: [] as unknown[] };
  const { result } = renderHook(() =>
    useChat({
      transport: new DefaultChatTransport({ api: `${session(url)}/stream?protocol=ai-sdk` }),
      onData: ({ type }) => void seen.data.push(type),
      onFinish: ({ finishReason, isError, isAbort }) => void seen.finishes.push({ finishReason, isError, isAbort }),
      ...options,
    }),
  );
  const say = (text: string, more?: Parameters<typeof result.current.sendMessage>[1]) =>
    act(() => result.current.sendMessage({ text }, more));
  /** Does not wait for the answer. */
  const begin = (text: string) => {
    let said = Promise.resolve();
    act(() => {
      said = result.current.sendMessage({ text });
    });
    return { ended: () => act(() => said) };
  };
  const answer = () => result.current.messages.at(-1);
  return { chat: result, say, begin, answer, seen };
}

const ofType = <Type extends CoachEvent['type']>(events: readonly CoachEvent[], type: Type) =>
  events.find((event) => event.type === type) as Extract<CoachEvent, { type: Type }>;

it('shows a turn with thinking, tools and text, and sends the message', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.tools)));
  const { chat, say, answer, seen } = open(server.url);

  await say('Hi', { body: { confirm: true } });

  expect([chat.current.status, chat.current.error]).toEqual(['ready', undefined]);
  expect(answer()?.parts).toMatchObject([
    { type: 'reasoning', text: 'I should look.', state: 'done' },
    { type: 'text', text: 'One moment. ', state: 'done' },
    { type: 'dynamic-tool', state: 'output-available', title: 'Looking into your notes', providerExecuted: true },
    { type: 'dynamic-tool', state: 'output-error', errorText: 'no answer', providerExecuted: true },
    { type: 'text', text: 'You squat well.', state: 'done' },
    { type: 'data-complete', data: { stopReason: 'max_tokens', turnsUsed: 1 } },
  ]);
  expect(seen).toEqual({
    data: ['data-start', 'data-complete'],
    finishes: [{ finishReason: 'length', isError: false, isAbort: false }],
  });
  const [turn] = server.turns.values();
  expect(turn?.body).toEqual({
    turnId: expect.toSatisfy(isUuid),
    userResponse: 'Hi',
    messageTimestamp: '2026-11-21T10:00:00.000Z',
    confirm: true,
  });
  expect(answer()?.id).toBe(`${turn?.body.turnId}-answer`);
});

it.each(['text', 'snapshot', 'extras', 'takeover'] as const)('reads “%s” to the last character', async (tape) => {
  await using server = await createTurnServer(playing(framesOf(TAPES[tape])));
  const { chat, say, answer } = open(server.url);

  await say('Hi');

  expect([chat.current.status, textOf(answer())]).toEqual(['ready', ofType(TAPES[tape], 'complete').aiResponse]);
});

it('waits during a pause', async () => {
  const play: Play = async function* () {
    yield* framesOf(TAPES.text).slice(0, 2);
    await server.clock.sleep(25_000);
    yield* framesOf(TAPES.text).slice(2);
  };
  await using server = await createTurnServer(play);
  const { begin, answer } = open(server.url);

  const said = begin('Hi');
  await waitFor(() => expect(textOf(answer())).toBe('Hel'));
  await server.clock.advance(25_000);
  await said.ended();

  expect(textOf(answer())).toBe(ofType(TAPES.text, 'complete').aiResponse);
});

// The SDK can drop parts only by `reset-step`, which its versions 5 and 6 refuse. So an unmodified client keeps the
// parts before the reset, unless the application or our transport drops them.
it('keeps the parts before a reset, and receives a data part where the answer starts over', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.reset)));
  const { chat, say, answer } = open(server.url);

  await say('Hi');

  const parts = answer()?.parts ?? [];
  const counting = parts.slice(parts.findLastIndex(({ type }) => type === 'data-reset') + 1);
  expect(chat.current.status).toBe('ready');
  expect(counting.map(({ type }) => type)).toEqual(['reasoning', 'text', 'data-complete']);
  expect(counting[1]).toMatchObject({ text: 'The right answer.' });
  expect(parts.filter((part) => 'state' in part && /streaming|input-available/.test(part.state ?? ''))).toEqual([]);
});

it('reports a failed turn, with the facts for a retry', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.error)));
  const { chat, say, answer } = open(server.url);

  await say('Hi');

  expect(chat.current.status).toBe('error');
  expect(JSON.parse(chat.current.error?.message ?? '')).toEqual({
    code: 'model_unavailable',
    retryable: true,
    retryAfterMs: 1_000,
  });
  expect(textOf(answer())).toBe('Hel');
});

it('reports an unfinished turn as retryable, and regenerates the same one', async () => {
  await using server = await createTurnServer(async function* ({ times }) {
    yield* framesOf(times === 1 ? TAPES.unfinished : TAPES.takeover);
  });
  const { chat, say, answer } = open(server.url);

  await say('Hi');
  expect(JSON.parse(chat.current.error?.message ?? '')).toMatchObject({ code: 'turn_in_progress', retryable: true });
  await act(() => chat.current.regenerate());

  expect([chat.current.status, textOf(answer())]).toEqual(['ready', 'Hello.']);
  expect(chat.current.messages).toHaveLength(2);
  expect(new Set(server.seen).size).toBe(1);
});

it('sends a failed message as a new turn when it has another turn id', async () => {
  await using server = await createTurnServer(async function* ({ body }) {
    yield* framesOf(body.turnId === again ? TAPES.text : TAPES.error);
  });
  const again = crypto.randomUUID();
  const { chat, say } = open(server.url);

  await say('Hi');
  await act(() => chat.current.regenerate({ body: { turnId: again } }));

  expect(chat.current.status).toBe('ready');
  expect(server.seen).toHaveLength(2);
  expect(server.seen[1]).toBe(`POST ${again}`);
});

it('keeps the text of a turn that was stopped elsewhere', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.aborted)));
  const { chat, say, answer, seen } = open(server.url);

  await say('Hi');

  expect([chat.current.status, textOf(answer())]).toEqual(['ready', 'Hel']);
  expect(seen.finishes).toEqual([{ finishReason: 'other', isError: false, isAbort: false }]);
});

it('closes only the connection when it is stopped, while the turn continues', async () => {
  await using server = await createTurnServer(async function* ({ stopped }) {
    yield* framesOf(TAPES.text).slice(0, 2);
    await stopped;
  });
  const { chat, begin, answer } = open(server.url);

  const said = begin('Hi');
  await waitFor(() => expect(textOf(answer())).toBe('Hel'));
  await act(() => chat.current.stop());
  await said.ended();

  expect([chat.current.status, textOf(answer())]).toEqual(['ready', 'Hel']);
  expect(server.seen.filter((line) => line.startsWith('ABORT'))).toEqual([]);
});

it('resumes from the first part, and does nothing when no turn is running', async () => {
  await using server = await createTurnServer(async function* ({ times }) {
    yield* framesOf(times === 1 ? TAPES.unfinished : TAPES.reset.slice(4));
  });
  const { chat, say, answer } = open(server.url, {
    transport: new DefaultChatTransport({
      api: `${session(server.url)}/stream?protocol=ai-sdk`,
      prepareReconnectToStreamRequest: () => ({
        api: `${session(server.url)}/turns/${[...server.turns.keys()].at(-1) ?? 'none'}/stream?protocol=ai-sdk`,
      }),
    }),
  });

  await act(() => chat.current.resumeStream());
  expect([chat.current.status, server.seen]).toEqual(['ready', ['GET none']]);
  await say('Hi');
  await act(() => chat.current.resumeStream());

  expect([chat.current.status, textOf(answer())]).toEqual(['ready', 'The right answer.']);
  expect(chat.current.messages).toHaveLength(2);
});

it('reports a refusal with its status and body', async () => {
  await using server = await createTurnServer(async function* () {
    yield* framesOf([]);
    throw new CoachError('budget_exhausted', 'secret', { details: { remaining: 3 } });
  });
  const { chat, say } = open(server.url);

  await say('Hi');

  const { error } = chat.current;
  expect(chat.current.status).toBe('error');
  expect(APICallError.isInstance(error) && error.statusCode).toBe(402);
  expect(JSON.parse(error?.message ?? '').error).toMatchObject({
    code: 'budget_exhausted',
    retryable: false,
    details: { remaining: 3 },
  });
  expect(chat.current.messages).toHaveLength(1);
});

it('is refused with the name of the field for files and for an unknown protocol', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.text)));
  const { chat } = open(server.url);
  const file = { type: 'file' as const, mediaType: 'image/png', url: 'data:image/png;base64,' };

  await act(() => chat.current.sendMessage({ text: 'Look', files: [file] }));
  expect(JSON.parse(chat.current.error?.message ?? '').error).toMatchObject({
    code: 'validation_failed',
    details: { fields: [{ path: 'messages' }] },
  });
  const answer = await fetch(`${session(server.url)}/stream?protocol=morse`, { method: 'POST', body: '{}' });
  expect([answer.status, server.seen]).toEqual([422, []]);
});
