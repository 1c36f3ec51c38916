import type { CoachEvent, StopReason } from '#contract/events';
import { isBlank } from '#contract/text';
import type { Tool } from '#domain/tool';
import type { Clock } from '#ports/clock';
import {
  type ContentBlock,
  type Json,
  type Model,
  type ModelEvent,
  ModelFailure,
  type ModelRequest,
  type RequestMessage,
} from '#ports/model';
import type { Telemetry } from '#ports/telemetry';
import { estimateInput } from '../metering/estimate.ts';
import type { CallMeter, Meter } from '../metering/meter.ts';
import { wellFormedEvents } from '../well-formed.ts';
import { BACKOFF_MS, MAX_TRIES } from './parameters.ts';

/** A model call that has been sent. The first one is sent beside the claim. */
export interface ModelCall {
  next(): Promise<IteratorResult<ModelEvent>>;
  /** Closes the connection, whether or not the model has ended. */
  close(): Promise<unknown>;
}

export interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: Json;
}

/** The model's output in one call. */
export interface ModelReply {
  readonly text: string;
  /** In order, each id once. */
  readonly toolUses: readonly ToolUse[];
  readonly content: readonly ContentBlock[];
  readonly stopReason: StopReason;
  /** How many calls were repeated. */
  readonly retries: number;
}

export interface CallDeps {
  readonly model: Model;
  readonly meter: Meter;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Aborted when the turn is fenced, stopped or out of time. */
  readonly signal: AbortSignal;
}

export interface Step {
  readonly number: number;
  readonly request: ModelRequest;
  readonly tools: readonly Tool[];
  /** Text between the text of earlier steps and this step's text. */
  readonly separator: string;
  /** The call, if it was sent already. */
  readonly begun: ModelCall | undefined;
}

/** The model failed after it had shown output. That output no longer counts. */
export class BrokenOff extends Error {
  override readonly name = 'broken_off';
  readonly retries: number;

  constructor(cause: ModelFailure, retries: number) {
    super(cause.message, { cause });
    this.retries = retries;
  }
}

/** Sends a request to the model at once, without waiting for the first read. */
export function beginCall(model: Model, request: ModelRequest, signal: AbortSignal): ModelCall {
  const iterator = wellFormedEvents(model.stream(request, signal));
  const first = iterator.next();
  first.catch(() => undefined); // the first `next` reports the error
  let isFirst = true;
  return {
    next: () => {
      if (!isFirst) return iterator.next();
      isFirst = false;
      return first;
    },
    close: async () => iterator.return(),
  };
}

/**
 * Calls the model once and yields the events of this step. Retries a busy model with pauses until it has shown output.
 *
 * @throws {BrokenOff} when the model fails after it has shown output.
 * @throws {ModelFailure} when the model stays busy, refuses, or rejects the request; `too_long` before any event.
 */
export async function* askModel(step: Step, deps: CallDeps): AsyncGenerator<CoachEvent, ModelReply, undefined> {
  const { request } = step;
  let call = step.begun;
  for (let tries = 1; ; tries += 1) {
    let hasSpoken = false;
    const meter = deps.meter.begin({ inputTokens: estimateInput(request), maxTokens: request.maxTokens });
    try {
      const listening = listen(call ?? beginCall(deps.model, request, deps.signal), step, meter);
      for (;;) {
        const { value, done } = await listening.next();
        if (done) return { ...value, retries: tries - 1 };
        hasSpoken = true;
        yield value;
      }
    } catch (error) {
      if (deps.signal.aborted) meter.cancelled();
      else meter.brokeOff();
      if (!(error instanceof ModelFailure) || !isPassing(error, hasSpoken)) throw error;
      deps.telemetry.log('warn', 'the model broke off', { error, hasSpoken });
      if (hasSpoken) throw new BrokenOff(error, tries - 1);
      if (tries >= MAX_TRIES) throw error;
      await deps.clock.sleep(BACKOFF_MS * 2 ** (tries - 1), deps.signal);
      deps.signal.throwIfAborted();
      call = undefined;
    }
  }
}

/** A request that is too long is refused before its answer begins, so in mid-answer the model broke off. */
const isPassing = ({ kind }: ModelFailure, hasSpoken: boolean): boolean =>
  kind === 'busy' || (kind === 'too_long' && hasSpoken);

/** Passes the events of one call on. @throws {ModelFailure} also when the model returned neither text nor tool use. */
async function* listen(
  call: ModelCall,
  { number, tools, separator, request }: Step,
  meter: CallMeter,
): AsyncGenerator<CoachEvent, Omit<ModelReply, 'retries'>, undefined> {
  let text = '';
  let blank = ''; // sent with the first word, because models reject blank text in a conversation
  const toolUses = new Map<string, ToolUse>();
  const taken = idsOf(request.messages);
  try {
    for (;;) {
      const { value: event, done } = await call.next();
      if (done) throw new ModelFailure('busy', 'the model ended without an end');
      switch (event.type) {
        case 'text': {
          if (event.text === '') break;
          meter.produced(event.text);
          if (text === '' && isBlank(event.text)) {
            blank += event.text;
            break;
          }
          const shown = text === '' ? separator + blank + event.text : event.text;
          text += shown;
          yield { type: 'chunk', text: shown, step: number };
          break;
        }
        case 'reasoning':
          meter.produced(event.text);
          yield { type: 'thinking', text: event.text, step: number };
          break;
        case 'tool_use': {
          const { name, input } = event;
          meter.produced(JSON.stringify(input));
          if (toolUses.has(event.toolUseId)) break;
          const toolUseId = freshId(event.toolUseId, taken);
          taken.add(toolUseId);
          toolUses.set(event.toolUseId, { toolUseId, name, input });
          const label = labelOf(tools, name);
          if (label !== undefined) yield { type: 'tool', toolUseId, name, label, input, step: number };
          break;
        }
        case 'end': {
          meter.reported(event.usage);
          if (text === '' && toolUses.size === 0) throw new ModelFailure('busy', 'the model said nothing');
          const content = asShown(event.content, text === '' ? undefined : separator, toolUses);
          return { text, toolUses: [...toolUses.values()], content, stopReason: event.stopReason };
        }
        default:
          event satisfies never;
      }
    }
  } finally {
    await call.close();
  }
}

/** Ids of earlier tool uses. Models reject two uses with the same id. */
const idsOf = (messages: readonly RequestMessage[]): Set<string> =>
  new Set(
    messages.flatMap(({ content }) => content.flatMap((block) => (block.type === 'tool_use' ? [block.toolUseId] : []))),
  );

function freshId(id: string, taken: ReadonlySet<string>): string {
  let fresh = id;
  for (let place = 2; taken.has(fresh); place += 1) fresh = `${id}-${place}`;
  return fresh;
}

/** The label that the user sees while a tool runs; `undefined` for a report tool, which is never shown. */
function labelOf(tools: readonly Tool[], name: string): string | undefined {
  const tool = tools.find(({ spec }) => spec.name === name);
  if (tool) return tool.kind === 'action' ? tool.label : undefined;
  return tools.some(({ kind }) => kind === 'action') ? name : undefined;
}

/**
 * The blocks as they are stored. Their joined texts are what was shown, no two tool uses have the same id, and every
 * input is the one that was passed on.
 *
 * @param separator - `undefined` when no text was shown.
 * @param toolUses - By the ids of the model.
 */
function asShown(
  content: readonly ContentBlock[],
  separator: string | undefined,
  toolUses: ReadonlyMap<string, ToolUse>,
): readonly ContentBlock[] {
  const unseen = new Map(toolUses);
  let isFirstText = true;
  return content.flatMap((block): ContentBlock[] => {
    if (block.type === 'tool_use') {
      const use = unseen.get(block.toolUseId);
      unseen.delete(block.toolUseId);
      return use ? [{ type: 'tool_use', ...use }] : [];
    }
    if (block.type !== 'text') return [block];
    if (separator === undefined || block.text === '') return [];
    const text = isFirstText ? separator + block.text : block.text;
    isFirstText = false;
    return [{ type: 'text', text }];
  });
}
