import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Plan } from './plan.ts';

/** What is asked of the process that reads. */
export type Job = { readonly port: number; readonly plan: Plan } /** One after the other, until the time is over. */ & (
  | { readonly kind: 'replies'; readonly forMs: number }
  /** In turn from the server and from its raw neighbour. */
  | { readonly kind: 'first'; readonly replies: number }
  /** Of replies whose deltas say when they were made. */
  | { readonly kind: 'way'; readonly replies: number }
  | { readonly kind: 'streams'; readonly streams: number; readonly spreadMs: number }
);

export interface Answers {
  /** Deltas that came. */
  readonly events: number;
  /** Medians from the request to the first delta. */
  readonly first: { readonly theirsMs: number; readonly rawMs: number };
  /** Median from the making of a delta to its arrival. */
  readonly wayMs: number;
  /** How long after it was due the slowest hundredth came; what never came counts as late as it was missed. */
  readonly p99Ms: number;
}

const READER = fileURLToPath(new URL('../work/reader.ts', import.meta.url));

/** Readers live in a process of their own: their work is in nobody's figures. */
export function startReader(): { ask(job: Job): Promise<Partial<Answers>>; close(): void } {
  const child = fork(READER, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  return {
    ask: (job) =>
      new Promise((resolve, reject) => {
        const fail = (code: number | null) => reject(new Error(`the reader ended with ${code}`));
        child.once('exit', fail);
        child.once('message', (answers) => {
          child.off('exit', fail);
          resolve(answers as Partial<Answers>);
        });
        child.send(job);
      }),
    close() {
      child.removeAllListeners('exit'); // whoever still waits waits for nothing
      child.kill();
    },
  };
}
