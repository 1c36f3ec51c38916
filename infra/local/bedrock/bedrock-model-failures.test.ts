import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import { type ModelEvent, ModelFailure, type ModelRequest } from '#ports/model';
import type { WireStep } from './compose-answer.ts';
import { FOREVER_MS, scriptBedrock } from './scripted-bedrock-fixtures.ts';
import type { ModelException } from './simulated-model.ts';

/** Failures and aborts: the product's adapter and the unmodified SDK call the fake over a real socket. */

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

const traits = { forcedTool: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: 1_024 } as const;
const request: ModelRequest = {
  role: 'main',
  systemStatic: 'You are a coach.',
  systemDynamic: '',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello coach' }] }],
  tools: [{ name: 'log', description: 'Logs.', inputSchema: { type: 'object' } }],
  maxTokens: 100,
};

const collect = (events: AsyncIterable<ModelEvent>) => Array.fromAsync(events);
const typesOf = (events: readonly ModelEvent[]) => events.map(({ type }) => type);

/** Calls the model with our client, or with the SDK's default client, which speaks HTTP/2. */
async function start(...answers: WireStep[][]) {
  const { bedrock, place } = await scriptBedrock(answers);
  const theirs = new BedrockRuntimeClient(place);
  running.push(bedrock, { close: async () => theirs.destroy() });
  const ask = (signal = new AbortController().signal, client = createBedrockClient(place)) =>
    createBedrockModel({ client, main: { modelId: 'main', traits }, small: { modelId: 'small', traits } }).stream(
      request,
      signal,
    );
  return { bedrock, theirs, ask };
}

it.each([
  ['guardrail_intervened', 'refused'],
  ['malformed_tool_use', 'busy'],
])('fails when the stop reason is %s', async (stop, kind) => {
  const { ask } = await start([{ text: 'I' }, { stop }]);

  await expect(collect(ask())).rejects.toMatchObject({ name: 'model_failure', kind });
});

it('retries a throttled call once and then fails as busy', async () => {
  const { bedrock, ask } = await start([{ throw: 'throttlingException' }]);

  const failure = await collect(ask()).catch((error: unknown) => error);

  expect(failure).toMatchObject({ kind: 'busy', cause: { name: 'ThrottlingException', $metadata: { attempts: 2 } } });
  expect(bedrock.calls()).toHaveLength(2);
});

it('answers when the second attempt succeeds', async () => {
  const { ask } = await start([{ throw: 'serviceUnavailableException' }], [{ text: 'Here.' }]);

  expect(typesOf(await collect(ask()))).toEqual(['text', 'end']);
});

const kinds: readonly (readonly [ModelException, string])[] = [
  ['throttlingException', 'busy'],
  ['modelStreamErrorException', 'busy'],
  ['internalServerException', 'busy'],
  ['serviceUnavailableException', 'busy'],
  ['modelTimeoutException', 'busy'],
  ['validationException', 'invalid'],
  ['accessDeniedException', 'unusable'],
  ['resourceNotFoundException', 'unusable'],
];

it.each(kinds)('maps %s in the stream to %s and does not retry', async (exception, kind) => {
  const { bedrock, ask } = await start([{ text: 'Hello' }, { throw: exception }]);
  const seen: ModelEvent[] = [];

  const reading = (async () => {
    for await (const event of ask()) seen.push(event);
  })();

  await expect(reading).rejects.toMatchObject({ name: 'model_failure', kind });
  expect(typesOf(seen)).toEqual(['text']);
  expect(bedrock.calls()).toHaveLength(1);
});

it.each(kinds.filter(([, kind]) => kind !== 'busy'))(
  'maps %s before the stream to %s and does not retry',
  async (exception, kind) => {
    const { bedrock, ask } = await start([{ throw: exception }]);

    await expect(collect(ask())).rejects.toMatchObject({ name: 'model_failure', kind });
    expect(bedrock.calls()).toHaveLength(1);
  },
);

it.each([true, 'end', 'truncated'] as const)('fails when the stream is cut with our client (%s)', async (cut) => {
  const { ask } = await start([{ text: 'Hello' }, { cut } as WireStep]);

  await expect(collect(ask())).rejects.toMatchObject({ name: 'model_failure', kind: 'busy' });
});

it.each([true, 'end', 'truncated'] as const)(
  'fails when the stream is cut with the SDK’s default client, whose loop ends without an error (%s)',
  async (cut) => {
    const { ask, theirs } = await start([{ text: 'Hello' }, { cut } as WireStep]);

    await expect(collect(ask(undefined, theirs))).rejects.toBeInstanceOf(ModelFailure);
  },
);

it.each(['ours', 'the default'])('throws the signal’s reason and stops the model (%s client)', async (which) => {
  const { bedrock, ask, theirs } = await start([{ text: 'Hello' }, { text: ' for ever', delayMs: FOREVER_MS }]);
  const client = which === 'ours' ? undefined : theirs;
  const stop = new AbortController();
  const reason = new Error('the person pressed stop');

  const reading = (async () => {
    for await (const event of ask(stop.signal, client)) {
      expect(event).toEqual({ type: 'text', text: 'Hello' });
      setImmediate(() => stop.abort(reason));
    }
  })();

  await expect(reading).rejects.toBe(reason);
  await expect.poll(() => bedrock.calls()[0]?.cancelled, { interval: 1 }).toBe(true);
});

it('throws the reason of an abort before the request and while it waits for the head', async () => {
  const { bedrock, ask } = await start([{ text: 'Hello', delayMs: FOREVER_MS }]);
  const reason = new Error('too late');

  await expect(collect(ask(AbortSignal.abort(reason)))).rejects.toBe(reason);
  expect(bedrock.calls()).toHaveLength(0);

  const stop = new AbortController();
  const reading = collect(ask(stop.signal));
  await expect.poll(() => bedrock.calls().length).toBe(1);
  stop.abort(reason);
  await expect(reading).rejects.toBe(reason);
  await expect.poll(() => bedrock.calls()[0]?.cancelled).toBe(true);
});

it('cancels the model when the reader leaves the loop', async () => {
  const { bedrock, ask } = await start([{ text: 'Hello' }, { text: ' for ever', delayMs: FOREVER_MS }]);

  for await (const event of ask()) {
    expect(event.type).toBe('text');
    break;
  }

  await expect.poll(() => bedrock.calls()[0]?.cancelled, { interval: 1 }).toBe(true);
});

it('fails as busy when the endpoint refuses connections', async () => {
  const { bedrock, ask } = await start([]);
  await bedrock.close();

  await expect(collect(ask())).rejects.toMatchObject({ kind: 'busy' });
});
