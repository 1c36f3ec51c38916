import type { StopReason } from '#contract/events';
import { NO_USAGE, type Usage } from '#contract/usage';
import type { Clock } from '#ports/clock';
import {
  type ContentBlock,
  type Json,
  type Model,
  type ModelEvent,
  ModelFailure,
  type ModelFailureKind,
  type ModelRequest,
} from '#ports/model';

/** The steps of a scripted model in one call, in order. */
export type ModelStep =
  | { readonly text: string }
  | { readonly reasoning: string }
  | { readonly tool: { readonly name: string; readonly input: Json; readonly toolUseId?: string } }
  /** The stop reason, when it does not follow from the blocks. */
  | { readonly stop: StopReason }
  | { readonly waitMs: number }
  | { readonly fail: ModelFailureKind }
  /** Waits until it is aborted. */
  | { readonly hang: true };

export interface ScriptedCall {
  readonly request: ModelRequest;
  /** True when the caller aborted before the end. */
  readonly wasAborted: () => boolean;
}

export interface ScriptedModel extends Model {
  readonly calls: readonly ScriptedCall[];
}

export const SCRIPTED_USAGE: Usage = { ...NO_USAGE, inputTokens: 100, outputTokens: 20 };

/** Answers each call by the next script. The last script answers all further calls. */
export function createScriptedModel(
  scripts: readonly (readonly ModelStep[])[],
  clock: Clock,
  usage = SCRIPTED_USAGE,
): ScriptedModel {
  const calls: ScriptedCall[] = [];
  return {
    calls,
    async *stream(request, signal) {
      const script = scripts[Math.min(calls.length, scripts.length - 1)] ?? [];
      calls.push({ request, wasAborted: () => signal.aborted });
      yield* play(script, { clock, signal, usage });
    },
  };
}

/** Consecutive deltas of one kind form one block, as with the real model. */
function append(content: ContentBlock[], type: 'text' | 'reasoning', text: string): void {
  const last = content.at(-1);
  const before = last?.type === type ? content.pop() : undefined;
  const whole = (before && 'text' in before ? before.text : '') + text;
  content.push(type === 'text' ? { type, text: whole } : { type, text: whole, signature: 'signed' });
}

async function* play(
  script: readonly ModelStep[],
  { clock, signal, usage }: { clock: Clock; signal: AbortSignal; usage: Usage },
): AsyncGenerator<ModelEvent, void, undefined> {
  const content: ContentBlock[] = [];
  let toolUses = 0;
  let stop: StopReason | undefined;
  for (const step of script) {
    signal.throwIfAborted();
    if ('waitMs' in step) await clock.sleep(step.waitMs, signal);
    else if ('hang' in step)
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    else if ('fail' in step) throw new ModelFailure(step.fail, 'scripted');
    else if ('stop' in step) stop = step.stop;
    else if ('text' in step) {
      append(content, 'text', step.text);
      yield { type: 'text', text: step.text };
    } else if ('reasoning' in step) {
      append(content, 'reasoning', step.reasoning);
      yield { type: 'reasoning', text: step.reasoning };
    } else {
      toolUses += 1;
      const use = { type: 'tool_use' as const, toolUseId: `tool-${toolUses}`, ...step.tool };
      content.push(use);
      yield use;
    }
    signal.throwIfAborted();
  }
  yield { type: 'end', stopReason: stop ?? (toolUses > 0 ? 'tool_use' : 'end_turn'), usage, content };
}
