import type { WireStep } from './compose-answer.ts';
import { createFakeBedrock, type FakeBedrock } from './fake-bedrock.ts';
import type { Step } from './simulated-model.ts';

/** A pause that ends only when the client disconnects. */
export const FOREVER_MS = 3_600_000;

export interface ScriptedBedrock {
  readonly bedrock: FakeBedrock;
  /** Endpoint, region and credentials for an SDK client. */
  readonly place: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Every pause so far, in milliseconds. */
  readonly waits: readonly number[];
}

/** For tests: each call plays the next of `answers`, later calls the last one. Pauses are recorded, not waited. */
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
