import { type AssistantMessage, AssistantMessageAccumulator, UIMessageStreamDecoder } from 'assistant-stream';
import { expect, it } from 'vitest';
import { framesOf, TAPE_SESSION, TAPES, type TapeName } from '#testing/turn-tapes';
import { createTurnServer, playing } from '../testing/turn-server.ts';

/** As `useDataStreamRuntime` of assistant-ui asks for a turn and reads it. */
async function read(
  tape: TapeName,
): Promise<{ readonly message: AssistantMessage | undefined; readonly data: string[] }> {
  await using server = await createTurnServer(playing(framesOf(TAPES[tape])));
  const response = await fetch(`${server.url}/users/me/coach-creator-sessions/${TAPE_SESSION}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-stream-protocol': 'ai-sdk' },
    body: JSON.stringify({
      id: 'thread',
      messages: [{ id: 'msg-1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      trigger: 'submit-message',
      // what assistant-ui adds
      callSettings: {},
      system: 'You are',
      config: {},
      tools: {},
      metadata: {},
    }),
  });
  expect([response.status, response.headers.get('x-vercel-ai-ui-message-stream')]).toEqual([200, 'v1']);
  const data: string[] = [];
  let message: AssistantMessage | undefined;
  const messages = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new UIMessageStreamDecoder({ onData: ({ name }) => void data.push(name) }))
    .pipeThrough(new AssistantMessageAccumulator());
  for await (const next of messages as unknown as AsyncIterable<AssistantMessage>) message = next;
  return { message, data };
}

const textOf = (message: AssistantMessage | undefined) =>
  (message?.parts ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');

it.each(['text', 'thinking', 'snapshot', 'extras', 'takeover'] as const)(
  'reads “%s” to the last character',
  async (tape) => {
    const { message } = await read(tape);

    expect(TAPES[tape].at(-1)).toMatchObject({ type: 'complete', aiResponse: textOf(message) });
    expect(message?.status).toEqual({ type: 'complete', reason: 'stop' });
  },
);

it('reads tools and their results', async () => {
  const { message, data } = await read('tools');

  expect(message?.parts).toMatchObject([
    { type: 'reasoning', text: 'I should look.' },
    { type: 'text', text: 'One moment. ' },
    { type: 'tool-call', toolName: 'search_memory', args: { query: 'squat "PR"' }, isError: false },
    { type: 'tool-call', result: 'no answer', isError: true },
    { type: 'text', text: 'You squat well.' },
  ]);
  expect(data).toEqual(['start', 'complete']);
});

it('ends a failed and an unfinished turn as incomplete, with the JSON of the error', async () => {
  for (const [tape, code] of [
    ['error', 'model_unavailable'],
    ['unfinished', 'turn_in_progress'],
  ] as const) {
    const { status } = (await read(tape)).message ?? {};
    expect(status).toMatchObject({ type: 'incomplete', reason: 'error' });
    expect(status?.type === 'incomplete' && JSON.parse((status.error as { message: string }).message)).toMatchObject({
      code,
      retryable: true,
    });
  }
});

it('keeps the text of a turn that was stopped', async () => {
  const { message } = await read('aborted');

  expect(textOf(message)).toBe('Hel');
  expect(message?.status).toEqual({ type: 'incomplete', reason: 'other' });
});

// Its decoder has no way to drop text, under any protocol.
it('keeps the parts before a reset, and receives the reset as data', async () => {
  const { message, data } = await read('reset');

  expect(textOf(message)).toMatch(/The right answer\.$/);
  expect(data).toContain('reset');
});
