import * as z from 'zod/mini';
import { faultsOf } from '#contract/faults';
import { PROBLEMS, type ProblemBody } from '#contract/problems';
import { MODEL_EXCEPTIONS } from './exceptions.ts';
import type { Step } from './simulated-model.ts';

const delay = { delayMs: z.optional(z.number().check(z.nonnegative())) };
const Tokens = z.int().check(z.nonnegative());

const ScriptStep = z.union(
  [
    z.strictObject({ text: z.string(), ...delay }),
    z.strictObject({ reasoning: z.string(), ...delay }),
    z.strictObject({ tool: z.strictObject({ name: z.string().check(z.minLength(1)), input: z.unknown() }), ...delay }),
    z.strictObject({ throw: z.enum(MODEL_EXCEPTIONS), message: z.optional(z.string()), ...delay }),
    z.strictObject({ cut: z.literal(true), ...delay }),
    z.strictObject({ usage: z.strictObject({ inputTokens: Tokens, outputTokens: Tokens }) }),
  ],
  {
    error: `must be one of: { text }, { reasoning }, { tool: { name, input } }, { throw }, { cut: true }, { usage: { inputTokens, outputTokens } }; throw takes ${MODEL_EXCEPTIONS.join(', ')}`,
  },
);

const ScriptEntry = z.strictObject({
  match: z.optional(
    z.strictObject({
      contains: z.optional(z.string()),
      /** Whose calls the entry answers. @default main */
      model: z.optional(z.enum(['main', 'image'])),
    }),
  ),
  times: z.optional(z.int().check(z.positive())),
  steps: z.array(ScriptStep),
});

const ScriptBody = z.array(ScriptEntry);

/** The response to a posted script: the number of waiting entries, or the invalid paths of the body. */
export type ScriptAnswer =
  | { readonly status: 200; readonly body: { readonly entries: number } }
  /** Sent as `application/problem+json`. */
  | { readonly status: 422; readonly body: ProblemBody };

/** The model of the answers, or the model that draws. */
export type ScriptedRole = 'main' | 'image';

interface Waiting {
  readonly model: ScriptedRole;
  readonly contains: string;
  readonly steps: readonly Step[];
  left: number;
}

/** Scripted answers. An entry answers `times` calls and is then removed. Each retry of the SDK is a call. */
export interface Script {
  /** Appends all entries of `body`, or none when it is invalid. */
  add(body: unknown): ScriptAnswer;
  clear(): void;
  /** Returns the steps of the first entry whose `contains` occurs in `text`, and counts that entry as used once more. */
  take(text: string, model?: ScriptedRole): readonly Step[] | undefined;
}

export function createScript(): Script {
  let waiting: Waiting[] = [];
  return {
    add(body) {
      const result = ScriptBody.safeParse(body);
      if (!result.success) return refusal(result.error.issues);
      waiting.push(
        ...result.data.map(({ match, times = 1, steps }) => ({
          contains: match?.contains ?? '',
          model: match?.model ?? 'main',
          left: times,
          // The schema types `delayMs` as possibly undefined, but it is absent or a number.
          steps: steps as readonly Step[],
        })),
      );
      return { status: 200, body: { entries: waiting.length } };
    },
    clear() {
      waiting = [];
    },
    take(text, model = 'main') {
      const entry = waiting.find((one) => one.model === model && text.includes(one.contains));
      if (!entry) return undefined;
      entry.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return entry.steps;
    },
  };
}

function refusal(issues: readonly z.core.$ZodIssue[]): ScriptAnswer {
  const fields = faultsOf(issues);
  const code = 'validation_failed';
  const { message, retryable } = PROBLEMS[code];
  return { status: 422, body: { error: { code, message, retryable, details: { fields } } } };
}
