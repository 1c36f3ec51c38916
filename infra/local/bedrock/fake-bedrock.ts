import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkConverse } from './check-converse.ts';
import { composeAnswer, type Latency, type WireEvent, type WireStep } from './compose-answer.ts';
import { type ConverseBody, lastUserText, parseConverseBody, toModelCall } from './converse-body.ts';
import { invokeModel } from './embedding.ts';
import { ConnectionCut, MODEL_ERRORS, refused, WireException } from './exceptions.ts';
import { createInputTokens, type InputTokens } from './input-tokens.ts';
import { createScript, type Script } from './script.ts';
import { sendConverse, sendException, sendJson, sendStream } from './send-answer.ts';
import type { ModelCall, SimulatedModel } from './simulated-model.ts';
import { ClientLeft, createTwoProtocolServer, type Exchange } from './two-protocol-server.ts';

export type Operation = 'Converse' | 'ConverseStream' | 'InvokeModel';

/** One request that the model saw, every attempt of a client counting. */
export interface RecordedCall {
  readonly modelId: string;
  readonly operation: Operation;
  readonly body: unknown;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The client left before the answer was finished. */
  readonly cancelled: boolean;
}

/** `duplicate` means nothing to a model. */
export type FaultKind = 'throttle' | 'timeout' | 'lost-response' | 'duplicate' | 'down';

/** Another mind behind the same wire: a model that is asked over the network. */
export type Bridge = (body: ConverseBody, call: ModelCall, signal: AbortSignal) => AsyncIterable<WireStep>;

export interface FakeBedrockOptions {
  /** The model that scripts speak for; calls of every other one stay simulated. */
  readonly mainModelId: string;
  /** Asked in order; the first one that has an answer gives it. */
  readonly models: readonly SimulatedModel[];
  readonly seed: number;
  /** @default 300 ms to the first token and 20 ms a token */
  readonly latency?: Latency;
  readonly clock?: {
    /** Milliseconds since 1970. Only dates depend on it, no pace. */
    readonly now?: () => number;
    /** Rejects once `signal` is aborted. */
    readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
  };
  /** Asked once for each request. */
  readonly faults?: { next(): FaultKind | undefined };
  /** What a request may hold. @default 200,000 tokens */
  readonly contextTokens?: number;
  /** Takes the place of the models. */
  readonly bridge?: Bridge;
}

export interface FakeBedrock {
  /** @returns the endpoint. Port 0, the default, takes a free one. */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  readonly script: Pick<Script, 'add' | 'clear'>;
  /** Oldest first. */
  calls(): readonly RecordedCall[];
  /** TCP connections accepted so far. */
  connections(): number;
}

const DEFAULT_LATENCY: Latency = { firstMs: 300, tokenMs: 20 };
const DEFAULT_CONTEXT_TOKENS = 200_000;
/** A stack that runs for days must not keep every prompt. */
const MAX_RECORDED_CALLS = 10_000;
const ROUTE = /^\/model\/([^/?]+)\/(converse|converse-stream|invoke)$/;
const OPERATIONS: Readonly<Record<string, Operation>> = {
  converse: 'Converse',
  'converse-stream': 'ConverseStream',
  invoke: 'InvokeModel',
};
const NO_ANSWER: readonly WireStep[] = [
  { text: 'I am a simulated model, and nothing was prepared for this request, so this sentence is all I can say.' },
];

/**
 * The Bedrock runtime on loopback, speaking its real wire protocol, so that the unmodified SDK runs against it. It
 * refuses what the real one refuses, and stops at once when its client leaves.
 */
export function createFakeBedrock(options: FakeBedrockOptions): FakeBedrock {
  const script = createScript();
  const recorded: { -readonly [Key in keyof RecordedCall]: RecordedCall[Key] }[] = [];
  const now = options.clock?.now ?? Date.now;
  const answers = createAnswers(options, script, now);

  const record = (exchange: Exchange, modelId: string, operation: Operation, body: unknown) => {
    const call = { modelId, operation, body, startedAt: new Date(now()).toISOString(), cancelled: false };
    exchange.gone.addEventListener('abort', () => Object.assign(call, { cancelled: true }), { once: true });
    if (recorded.push(call) > MAX_RECORDED_CALLS) recorded.shift();
  };

  const serve = async (exchange: Exchange): Promise<void> => {
    try {
      const { modelId, operation } = routeOf(exchange);
      const body = parseJson(await exchange.body());
      record(exchange, modelId, operation, body);
      const fault = options.faults?.next();
      raise(fault);
      if (operation === 'InvokeModel') return sendJson(exchange, invokeModel(modelId, body));
      const events = answers(exchange, modelId, parseConverseBody(body));
      const send = operation === 'Converse' ? sendConverse : sendStream;
      await send(exchange, fault === 'lost-response' ? unfinished(events) : events);
    } catch (error) {
      fail(exchange, error);
    }
  };

  const server = createTwoProtocolServer(serve);
  return {
    listen: (port = 0) => server.listen(port),
    close: () => server.close(),
    script,
    calls: () => recorded.map((call) => ({ ...call })),
    connections: () => server.connections(),
  };
}

function routeOf({ method, path }: Exchange): { modelId: string; operation: Operation } {
  const [, modelId, verb = ''] = ROUTE.exec(path) ?? [];
  const operation = OPERATIONS[verb];
  if (method !== 'POST' || modelId === undefined || !operation) {
    throw new WireException('resourceNotFoundException', `There is no operation ${method} ${path}.`);
  }
  return { modelId: decodeURIComponent(modelId), operation };
}

/** Only an escape can bring half of a surrogate pair; most bodies have none, and are not searched for it. */
const SURROGATE_ESCAPE = /\\ud[89a-f]/i;

/** @throws {WireException} for what is no JSON, and for halves of surrogate pairs, which the model's parser refuses. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, SURROGATE_ESCAPE.test(text) ? requireWellFormed : undefined);
  } catch (error) {
    throw error instanceof WireException ? error : refused('The body is not JSON.');
  }
}

function requireWellFormed(key: string, value: unknown): unknown {
  if (key.isWellFormed() && (typeof value !== 'string' || value.isWellFormed())) return value;
  throw refused(`${MODEL_ERRORS} The request body is not valid JSON: no low surrogate in string`);
}

function raise(fault: FaultKind | undefined): void {
  if (fault === 'throttle') throw new WireException('throttlingException');
  if (fault === 'timeout') throw new WireException('modelTimeoutException');
  if (fault === 'down') throw new ConnectionCut('reset');
}

/** All of an answer but its end. */
async function* unfinished(events: AsyncIterable<WireEvent>): AsyncGenerator<WireEvent, void> {
  for await (const event of events) {
    if (event.type === 'messageStop') throw new ConnectionCut('reset');
    yield event;
  }
}

/** Answers what nothing of the answer has gone out for yet. */
function fail(exchange: Exchange, error: unknown): void {
  if (exchange.gone.aborted || error instanceof ClientLeft) return;
  if (error instanceof WireException) {
    sendException(exchange, error);
    return;
  }
  if (!(error instanceof ConnectionCut)) console.error('the simulated model failed:', error);
  exchange.destroy();
}

function checkLength({ inputTokens, ...cached }: InputTokens, contextTokens: number): void {
  const tokens = inputTokens + cached.cacheReadInputTokens + cached.cacheWriteInputTokens;
  if (tokens <= contextTokens) return;
  throw refused(`${MODEL_ERRORS} prompt is too long: ${tokens} tokens > ${contextTokens} maximum`);
}

/** Who answers a Converse call: the script, then the bridge or the models, then nobody in particular. */
function createAnswers(options: FakeBedrockOptions, script: Script, now: () => number) {
  const { models, bridge, clock, latency = DEFAULT_LATENCY, mainModelId, seed } = options;
  const { contextTokens = DEFAULT_CONTEXT_TOKENS } = options;
  const inputTokens = createInputTokens(now);
  const pause = clock?.pause ?? ((ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }));

  const stepsFor = (modelId: string, body: ConverseBody, signal: AbortSignal) => {
    const call = toModelCall(modelId, body);
    const scripted = modelId === mainModelId ? script.take(lastUserText(body.messages)) : undefined;
    if (scripted) return scripted;
    if (bridge) return bridge(body, call, signal);
    for (const model of models) {
      const steps = model(call, seed);
      if (steps) return steps;
    }
    return NO_ANSWER;
  };

  return (exchange: Exchange, modelId: string, body: ConverseBody): AsyncGenerator<WireEvent, void> => {
    checkConverse(body);
    const input = inputTokens(modelId, body);
    checkLength(input, contextTokens);
    return composeAnswer(stepsFor(modelId, body, exchange.gone), {
      maxTokens: toModelCall(modelId, body).maxTokens,
      latency,
      pause: async (ms) => {
        exchange.gone.throwIfAborted();
        if (ms > 0) await pause(ms, exchange.gone);
      },
      toolUseId: () => `tooluse_${randomBytes(16).toString('base64url')}`,
      spent: (outputTokens) => ({ ...input, outputTokens }),
      now,
    });
  };
}
