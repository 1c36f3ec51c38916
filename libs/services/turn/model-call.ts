import type { CoachEvent, StopReason } from '#contract/events';
import type { Tool } from '#domain/tool';
import type { Clock } from '#ports/clock';
import {
  type ContentBlock,
  type Json,
  type Model,
  type ModelEvent,
  ModelFailure,
  type ModelMessage,
  type ModelRequest,
} from '#ports/model';
import type { Telemetry } from '#ports/telemetry';
import { estimateInput } from '../metering/estimate.ts';
import type { CallMeter, Meter } from '../metering/meter.ts';
import { BACKOFF_MS, MAX_TRIES } from './parameters.ts';
import { isStorable } from './plain-json.ts';

/** A model call that has been sent. The first one is sent beside the claim. */
export interface ModelCall {
  next(): Promise<IteratorResult<ModelEvent>>;
  /** Lets go of the connection, whether or not the model has ended. */
  close(): Promise<unknown>;
}

export interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: Json;
}

/** What a model said in one call. */
export interface ModelReply {
  readonly text: string;
  /** In order, each id once. */
  readonly toolUses: readonly ToolUse[];
  readonly content: readonly ContentBlock[];
  readonly stopReason: StopReason;
  /** How often it had to be asked again. */
  readonly retries: number;
}

export interface CallDeps {
  readonly model: Model;
  readonly meter: Meter;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Aborted when nothing may be produced any more: fenced, or out of time. */
  readonly signal: AbortSignal;
}

export interface Step {
  readonly number: number;
  readonly request: ModelRequest;
  readonly tools: readonly Tool[];
  /** What stands between the text before this step and its own. */
  readonly separator: string;
  /** The call, where it is under way already. */
  readonly begun: ModelCall | undefined;
}

/** The model broke off after it had shown something: that something no longer counts. */
export class BrokenOff extends Error {
  override readonly name = 'broken_off';
  readonly retries: number;

  constructor(cause: ModelFailure, retries: number) {
    super(cause.message, { cause });
    this.retries = retries;
  }
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
 * Asks the model once, as events of this step. A busy model is asked again, with pauses, while it has shown nothing.
 *
 * @throws {BrokenOff} when it broke off in the middle.
 * @throws {ModelFailure} when it stays busy, refuses, or cannot take the request.
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
      if (!(error instanceof ModelFailure) || error.kind !== 'busy') throw error;
      deps.telemetry.log('warn', 'the model broke off', { error, hasSpoken });
      if (hasSpoken) throw new BrokenOff(error, tries - 1);
      if (tries >= MAX_TRIES) throw error;
      await deps.clock.sleep(BACKOFF_MS * 2 ** (tries - 1), deps.signal);
      deps.signal.throwIfAborted();
      call = undefined;
    }
  }
}

/** Passes one call on. @throws {ModelFailure} also when it said nothing at all: silence is no answer. */
async function* listen(
  call: ModelCall,
  { number, tools, separator, request }: Step,
  meter: CallMeter,
): AsyncGenerator<CoachEvent, Omit<ModelReply, 'retries'>, undefined> {
  let text = '';
  let blank = ''; // shown with the first word: blank text is no text, and models refuse to be told of any
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
          if (text === '' && event.text.trim() === '') {
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
          const { name } = event;
          const input = isStorable(event.input) ? event.input : null;
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

/** Ids of tools that were used before: models refuse to be told of two uses under one id. */
const idsOf = (messages: readonly ModelMessage[]): Set<string> =>
  new Set(
    messages.flatMap(({ content }) => content.flatMap((block) => (block.type === 'tool_use' ? [block.toolUseId] : []))),
  );

function freshId(id: string, taken: ReadonlySet<string>): string {
  let fresh = id;
  for (let place = 2; taken.has(fresh); place += 1) fresh = `${id}-${place}`;
  return fresh;
}

/** What the person reads of a tool that runs; `undefined` for a report, of which nothing is shown. */
function labelOf(tools: readonly Tool[], name: string): string | undefined {
  const tool = tools.find(({ spec }) => spec.name === name);
  if (tool) return tool.kind === 'action' ? tool.label : undefined;
  return tools.some(({ kind }) => kind === 'action') ? name : undefined;
}

/**
 * The blocks as they are kept: their texts joined are what was shown, no tool is used twice under one id, and every
 * input is the one that was passed on.
 *
 * @param separator - `undefined` when no text was shown.
 * @param toolUses - By the ids that the model gave them.
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
