import type { CoachEvent, StopReason } from '#contract/events';
import type { Answer } from '#domain/coach';
import type { Tool } from '#domain/tool';
import type { Clock } from '#ports/clock';
import {
  type ContentBlock,
  type Json,
  type Model,
  type ModelEvent,
  ModelFailure,
  type ModelRequest,
} from '#ports/model';
import type { Telemetry } from '#ports/telemetry';
import { estimateInput } from './estimate.ts';
import type { Meter } from './meter.ts';
import { BACKOFF_MS, MAX_RESTARTS, MAX_TRIES } from './parameters.ts';

/** What a model made of a turn. */
export interface Production extends Answer {
  readonly stopReason: StopReason;
  readonly steps: number;
  readonly retries: number;
}

/** A model call that has been sent. The first one is sent beside the claim. */
export interface ModelCall {
  next(): Promise<IteratorResult<ModelEvent>>;
  /** Lets go of the connection, whether or not the model has ended. */
  close(): Promise<unknown>;
}

export interface ProduceDeps {
  readonly model: Model;
  readonly meter: Meter;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Aborted when nothing may be produced any more: fenced, or out of time. */
  readonly signal: AbortSignal;
  /**
   * Begins the next epoch: whatever was shown in this one no longer counts.
   * @returns the events that the epoch opens with.
   * @throws {Fenced} when the turn is no longer ours.
   */
  readonly restart: () => Promise<readonly CoachEvent[]>;
}

export interface ProduceRequest {
  readonly request: ModelRequest;
  readonly tools: readonly Tool[];
  readonly maxSteps: number;
  /** The first call of `request`, already under way. */
  readonly begun: ModelCall;
}

/** Sends a request to the model at once, without waiting to be asked for the first event. */
export function beginCall(model: Model, request: ModelRequest, signal: AbortSignal): ModelCall {
  const iterator = model.stream(request, signal)[Symbol.asyncIterator]();
  const first = iterator.next();
  first.catch(() => undefined); // whoever asks for the first event gets the error
  let isFirst = true;
  return {
    next: () => {
      if (!isFirst) return iterator.next();
      isFirst = false;
      return first;
    },
    close: async () => iterator.return?.(),
  };
}

/**
 * Yields thinking and answer as the model makes them, and returns the whole.
 * A busy model is asked again: with a pause while nothing has been shown, once from the start of a new epoch after that.
 *
 * @throws {ModelFailure} when it stays busy, refuses, or cannot take the request.
 */
export async function* produce(
  { request, tools, maxSteps, begun }: ProduceRequest,
  deps: ProduceDeps,
): AsyncGenerator<CoachEvent, Production, undefined> {
  let call: ModelCall | undefined = begun;
  let [tries, restarts, retries] = [1, 0, 0];
  for (;;) {
    let hasSpoken = false;
    try {
      const answering = answer(call, { request, tools, maxSteps }, deps);
      for (;;) {
        const { value, done } = await answering.next();
        if (done) return { ...value, retries };
        hasSpoken = true;
        yield value;
      }
    } catch (error) {
      deps.meter.brokeOff();
      if (!(error instanceof ModelFailure) || error.kind !== 'busy') throw error;
      if (hasSpoken ? restarts >= MAX_RESTARTS : tries >= MAX_TRIES) throw error;
      deps.telemetry.log('warn', 'the model broke off', { error, hasSpoken });
      if (hasSpoken) restarts += 1;
      else await deps.clock.sleep(BACKOFF_MS * 2 ** (tries - 1), deps.signal);
      deps.signal.throwIfAborted();
      if (hasSpoken) yield* await deps.restart();
      tries += 1;
      retries += 1;
      call = undefined;
    }
  }
}

/** One answer: a call, and another for its text when the model only reported. */
async function* answer(
  begun: ModelCall | undefined,
  { request, tools, maxSteps }: Omit<ProduceRequest, 'begun'>,
  deps: ProduceDeps,
): AsyncGenerator<CoachEvent, Omit<Production, 'retries'>, undefined> {
  const reports: { name: string; input: Json }[] = [];
  let messages = request.messages;
  for (let step = 1; ; step += 1) {
    const asked = { ...request, messages };
    deps.meter.begin(estimateInput(asked));
    const call = (step === 1 && begun) || beginCall(deps.model, asked, deps.signal);
    const said = yield* listen(call, step, deps.meter);
    const known = said.toolUses.filter(({ name }) => tools.some(({ spec }) => spec.name === name));
    reports.push(...known);
    if (said.text !== '') return { text: said.text, reports, stopReason: said.stopReason, steps: step };
    if (said.toolUses.length === 0 || step >= maxSteps) throw new ModelFailure('busy', 'the model said nothing');
    messages = [
      ...messages,
      { role: 'assistant', content: said.content },
      { role: 'user', content: said.toolUses.map(recorded) },
    ];
  }
}

interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: Json;
}

const recorded = ({ toolUseId }: ToolUse): ContentBlock => ({
  type: 'tool_result',
  toolUseId,
  ok: true,
  content: 'Recorded. Now answer the person.',
});

interface Said {
  readonly text: string;
  readonly toolUses: readonly ToolUse[];
  readonly content: readonly ContentBlock[];
  readonly stopReason: StopReason;
}

/** Passes one call on as events of `step`. */
async function* listen(call: ModelCall, step: number, meter: Meter): AsyncGenerator<CoachEvent, Said, undefined> {
  let text = '';
  const toolUses: ToolUse[] = [];
  try {
    for (;;) {
      const { value: event, done } = await call.next();
      if (done) throw new ModelFailure('busy', 'the model ended without an end');
      switch (event.type) {
        case 'text':
          if (event.text === '') break;
          text += event.text;
          meter.produced(event.text);
          yield { type: 'chunk', text: event.text, step };
          break;
        case 'reasoning':
          meter.produced(event.text);
          yield { type: 'thinking', text: event.text, step };
          break;
        case 'tool_use':
          meter.produced(JSON.stringify(event.input));
          toolUses.push(event);
          break;
        case 'end':
          meter.reported(event.usage);
          return { text, toolUses, content: event.content, stopReason: event.stopReason };
        default:
          event satisfies never;
      }
    }
  } finally {
    await call.close();
  }
}
