import { expect, it } from 'vitest';
import { aiSdk } from '#contract/dialects/ai-sdk';
import { native } from '#contract/dialects/native';
import type { Frame } from '#contract/sse';
import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import type { HttpAnswer } from '#ports/http';
import { createManualClock } from '#testing/manual-clock';
import { answerTurn } from './turn-answer.ts';

const TURN = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';
const SSE = { dialect: native, stream: { turnId: TURN, sessionId: 's' } };
const END: Frame = {
  id: { epoch: 1, seq: 2 },
  event: { type: 'aborted', turnId: TURN, sessionId: 's', aiResponse: '', usage: NO_USAGE },
};
const NEVER = new Promise<void>(() => {});
/** No cache stores a stream, no proxy collects it, and no browser guesses its type. */
const STREAMED = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-accel-buffering': 'no' };

/** A turn that yields nothing until `speak` is called. */
function silent() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const frames = (async function* () {
    await promise;
    yield END;
  })();
  return { frames, speak: resolve };
}

const partsOf = ({ body }: HttpAnswer) => body as AsyncGenerator<string, void, undefined>;

it('sends the head with a heartbeat as soon as the turn is accepted, before its first event', async () => {
  const turn = silent();
  const answer = await answerTurn(turn.frames, SSE, Promise.resolve());
  const parts = partsOf(answer);
  expect([answer.status, await parts.next()]).toEqual([200, { done: false, value: ':hb\n' }]);
  turn.speak();
  expect(await Array.fromAsync(parts)).toEqual([expect.stringContaining('"aborted"'), '']);
});

it('sends the head of a JSON answer at once, followed by white space until the end', async () => {
  const clock = createManualClock();
  const frames = (async function* (): AsyncGenerator<Frame, void, undefined> {
    yield { event: { type: 'contextual', stage: 'a', content: 'b' } };
    await clock.sleep(60_000);
    yield END;
  })();
  const answer = await answerTurn(frames, 'json', NEVER);
  const parts = partsOf(answer);
  expect(await parts.next()).toEqual({ done: false, value: '\n' });
  expect(answer.heartbeat).toBe('\n'); // white space as well
  expect(answer.headers).toEqual({ ...STREAMED, 'content-type': 'application/json; charset=utf-8' });
  const rest = Array.fromAsync(parts);
  await clock.advance(60_000);
  expect(JSON.parse((await rest).join(''))).toEqual(END.event);
});

it.each([
  ['our own stream', native, {}],
  ['the stream of another dialect', aiSdk, { 'x-vercel-ai-ui-message-stream': 'v1' }],
])('sends %s with its headers, and a heartbeat in silences but not before an event', async (_, dialect, headers) => {
  const frames = (async function* (): AsyncGenerator<Frame, void, undefined> {
    yield END;
  })();
  const answer = await answerTurn(frames, { ...SSE, dialect }, NEVER);
  expect(answer.heartbeat).toBe(':hb\n');
  expect(answer.headers).toEqual({ ...STREAMED, 'content-type': 'text/event-stream; charset=utf-8', ...headers });
  const [first, ...rest] = await Array.fromAsync(partsOf(answer));
  expect(first).toMatch(/^(retry|id|data): /);
  expect(rest.join('')).not.toContain(answer.heartbeat);
});

it('throws a refusal, and answers 204 for a turn without events', async () => {
  const refused = (async function* (): AsyncGenerator<Frame, void, undefined> {
    yield await Promise.reject<Frame>(new CoachError('not_found', 'no such session'));
  })();
  await expect(answerTurn(refused, SSE, NEVER)).rejects.toMatchObject({ code: 'not_found' });
  const nothing = (async function* (): AsyncGenerator<Frame, void, undefined> {})();
  expect(await answerTurn(nothing, SSE, NEVER)).toMatchObject({ status: 204 });
});

it('closes the turn when its reader leaves', async () => {
  for (const form of [SSE, 'json'] as const) {
    let isClosed = false;
    const frames = (async function* (): AsyncGenerator<Frame, void, undefined> {
      try {
        yield END;
      } finally {
        isClosed = true;
      }
    })();
    for await (const part of partsOf(await answerTurn(frames, form, NEVER))) if (part !== '') break;
    expect(isClosed).toBe(true);
  }
});

it('rethrows an error of the turn after its first event', async () => {
  const frames = (async function* (): AsyncGenerator<Frame, void, undefined> {
    yield END;
    throw new Error('broken');
  })();
  await expect(Array.fromAsync(partsOf(await answerTurn(frames, SSE, NEVER)))).rejects.toThrow('broken');
});

it.each([
  ['our own stream', native, ':again\n'],
  ['the stream of another dialect', aiSdk, 'data: [DONE]\n\n'],
])('ends %s in its own way when the reader had its time', async (_, dialect, end) => {
  const frames = (async function* (): AsyncGenerator<Frame, 'again', undefined> {
    yield { id: { epoch: 1, seq: 1 }, event: { type: 'chunk', text: 'Half', step: 1 } };
    return 'again';
  })();
  const answer = await answerTurn(frames, { ...SSE, dialect }, NEVER);
  expect((await Array.fromAsync(partsOf(answer))).join('').endsWith(end)).toBe(true);
});
