import type { WireStep } from './compose-answer.ts';
import { createFakeBedrock, type FakeBedrock } from './fake-bedrock.ts';
import type { Step } from './simulated-model.ts';

/** A pause that only a client's leaving ends. */
export const FOREVER_MS = 3_600_000;

export interface ScriptedBedrock {
  readonly bedrock: FakeBedrock;
  /** Where a client of the SDK finds it, and as whom. */
  readonly place: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Every pause that was made, in milliseconds. */
  readonly waits: readonly number[];
}

/** For tests: each call plays the next of `answers`, the last one for ever. Pauses are written down, not waited. */
export async function scriptBedrock(answers: readonly (readonly WireStep[])[]): Promise<ScriptedBedrock> {
  const waits: number[] = [];
  let played = 0;
  const bedrock = createFakeBedrock({
    mainModelId: 'main',
    models: [() => answers[Math.min(played++, answers.length - 1)] as readonly Step[] | undefined],
    seed: 1,
    clock: {
      pause: (ms, signal) => {
        waits.push(ms);
        if (ms < FOREVER_MS) return Promise.resolve();
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    },
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { bedrock, waits, place: { endpoint: await bedrock.listen(), region: 'us-east-1', credentials } };
}
