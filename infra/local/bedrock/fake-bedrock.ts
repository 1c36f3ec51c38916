import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { splitModelId } from '../../models/geographies.ts';
import type { ModelRow } from '../../models/model-row.ts';
import { bedrockAccesses } from '../iam/bedrock-access.ts';
import type { Permissions } from '../iam/permissions.ts';
import { answerAs, thinksOn } from './answer-as-model.ts';
import { checkConverse } from './check-converse.ts';
import { checkModel, type FindModel, modelOf } from './check-model.ts';
import { composeAnswer, type Latency, type WireEvent, type WireStep } from './compose-answer.ts';
import { type ConverseBody, lastUserText, parseConverseBody, toModelCall } from './converse-body.ts';
import { ConnectionCut, MODEL_ERRORS, refused, WireException } from './exceptions.ts';
import { createInputTokens, type InputTokens } from './input-tokens.ts';
import { invokeModel } from './invoke-model.ts';
import { createScript, type Script } from './script.ts';
import { sendConverse, sendException, sendJson, sendStream } from './send-answer.ts';
import type { ModelCall, SimulatedModel } from './simulated-model.ts';
import { signThought } from './thought-signature.ts';
import { ClientLeft, createTwoProtocolServer, type Exchange } from './two-protocol-server.ts';

export type Operation = 'Converse' | 'ConverseStream' | 'InvokeModel';

/** One request to the model. Each retry of a client is recorded as a request. */
export interface RecordedCall {
  readonly modelId: string;
  readonly operation: Operation;
  readonly body: unknown;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The client disconnected before the answer was finished. */
  readonly cancelled: boolean;
}

/** `duplicate` has no effect on model calls. */
export type FaultKind = 'throttle' | 'timeout' | 'lost-response' | 'duplicate' | 'down';

/** Answers a call by another model server, instead of the simulated models. */
export type Bridge = (body: ConverseBody, call: ModelCall, signal: AbortSignal) => AsyncIterable<WireStep>;

export interface FakeBedrockOptions {
  /** The model whose calls scripts answer. Calls to other models stay simulated. */
  readonly mainModelId: string;
  /** Called in order. The first that returns steps answers. */
  readonly models: readonly SimulatedModel[];
  /** Knows each model's features, and no other model. Without it every id is a model that refuses nothing. */
  readonly findModel?: FindModel;
  readonly seed: number;
  /** @default 300 ms to the first token and 20 ms a token */
  readonly latency?: Latency;
  readonly clock?: {
    /** Milliseconds since 1970. Used for dates and cache expiry, not for pauses. */
    readonly now?: () => number;
    /** Rejects once `signal` is aborted. */
    readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
  };
  /** Called once for each request. */
  readonly faults?: { next(): FaultKind | undefined };
  /** The context window, in tokens. @default 200,000 */
  readonly contextTokens?: number;
  /** Answers instead of `models`. */
  readonly bridge?: Bridge;
}

export interface FakeBedrock {
  /** @returns the endpoint. Port 0, the default, picks a free port. */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  readonly script: Pick<Script, 'add' | 'clear'>;
  /** Oldest first. */
  calls(): readonly RecordedCall[];
  /** From now on, refuses callers without permission. */
  checkWith(permissions: Permissions): void;
  /** TCP connections accepted so far. */
  connections(): number;
}

const DEFAULT_LATENCY: Latency = { firstMs: 300, tokenMs: 20 };
const DEFAULT_CONTEXT_TOKENS = 200_000;
/** Bounds the memory of a stack that runs for days. */
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
 * Serves the Bedrock runtime on loopback with its real wire protocol, so that the unmodified SDK works against it. It
 * refuses what Bedrock refuses, and stops at once when its client disconnects.
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
      const refusal = permissions?.refusalOf(exchange.authorization, bedrockAccesses(operation, modelId));
      if (refusal !== undefined) throw new WireException('accessDeniedException', refusal);
      record(exchange, modelId, operation, body);
      const fault = options.faults?.next();
      raise(fault);
      if (operation === 'InvokeModel') {
        const answer = await invokeModel(modelId, body, (words) => script.take(words, 'image'));
        if (fault === 'lost-response') throw new ConnectionCut('reset');
        return sendJson(exchange, answer);
      }
      const events = answers(exchange, modelId, parseConverseBody(body));
      const send = operation === 'Converse' ? sendConverse : sendStream;
      await send(exchange, fault === 'lost-response' ? unfinished(events) : events);
    } catch (error) {
      fail(exchange, error);
    }
  };

  let permissions: Permissions | undefined;
  const server = createTwoProtocolServer(serve);
  return {
    listen: (port = 0) => server.listen(port),
    close: () => server.close(),
    script,
    calls: () => recorded.map((call) => ({ ...call })),
    connections: () => server.connections(),
    checkWith: (given) => {
      permissions = given;
    },
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

/** Only an escape sequence can contain half of a surrogate pair. Bodies without one are not searched. */
const SURROGATE_ESCAPE = /\\ud[89a-f]/i;

/** @throws {WireException} for invalid JSON, and for half of a surrogate pair, which the provider's parser refuses. */
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

/** Yields the events of an answer, and cuts the connection before `messageStop`. */
async function* unfinished(events: AsyncIterable<WireEvent>): AsyncGenerator<WireEvent, void> {
  for await (const event of events) {
    if (event.type === 'messageStop') throw new ConnectionCut('reset');
    yield event;
  }
}

/** Sends an error that was thrown before any byte of the answer. */
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

/** Chooses what answers a Converse call: the script, else the bridge, else the models, else a fixed text. */
function createAnswers(options: FakeBedrockOptions, script: Script, now: () => number) {
  const { models, bridge, clock, latency = DEFAULT_LATENCY, mainModelId, seed } = options;
  const { contextTokens = DEFAULT_CONTEXT_TOKENS } = options;
  const inputTokens = createInputTokens(now);
  const pause = clock?.pause ?? ((ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }));

  const stepsFor = (modelId: string, body: ConverseBody, row: ModelRow | undefined, signal: AbortSignal) => {
    const asked = toModelCall(modelId, body);
    const call = row ? { ...asked, thinking: thinksOn(row, body) } : asked;
    const shaped = (steps: readonly WireStep[]) => (row ? answerAs(row, body, steps) : steps);
    const scripted = modelId === mainModelId ? script.take(lastUserText(body.messages)) : undefined;
    if (scripted) return shaped(scripted);
    if (bridge) return bridge(body, call, signal);
    for (const model of models) {
      const steps = model(call, seed);
      if (steps) return shaped(steps);
    }
    return NO_ANSWER;
  };

  return (exchange: Exchange, modelId: string, body: ConverseBody): AsyncGenerator<WireEvent, void> => {
    const row = options.findModel && modelOf(modelId, options.findModel);
    checkConverse(body);
    if (row) checkModel(row, body);
    const input = inputTokens(modelId, body);
    checkLength(input, contextTokens);
    return composeAnswer(stepsFor(modelId, body, row, exchange.gone), {
      maxTokens: toModelCall(modelId, body).maxTokens,
      latency,
      pause: async (ms) => {
        exchange.gone.throwIfAborted();
        if (ms > 0) await pause(ms, exchange.gone);
      },
      toolUseId: () => `tooluse_${randomBytes(16).toString('base64url')}`,
      signature: signThought(splitModelId(modelId).foundationModelId, body),
      spent: (outputTokens) => ({ ...input, outputTokens }),
      now,
    });
  };
}
