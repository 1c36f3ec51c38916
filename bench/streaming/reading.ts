import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Plan } from './plan.ts';

/** A task for the reader process. */
export type Job = { readonly port: number; readonly plan: Plan } /** One reply after another, for a given time. */ & (
  | { readonly kind: 'replies'; readonly forMs: number }
  /** Reads replies alternately from the server and from the raw server. */
  | { readonly kind: 'first'; readonly replies: number }
  /** Reads replies whose deltas contain their creation time. */
  | { readonly kind: 'way'; readonly replies: number }
  | { readonly kind: 'streams'; readonly streams: number; readonly spreadMs: number }
);

export interface Answers {
  /** Number of deltas received. */
  readonly events: number;
  /** Median times from the request to the first delta. */
  readonly first: { readonly theirsMs: number; readonly rawMs: number };
  /** Median time from the creation of a delta to its arrival. */
  readonly wayMs: number;
  /** 99th percentile of the delay after the due time. A missing delta counts as late as the end of the reading. */
  readonly p99Ms: number;
}

const READER = fileURLToPath(new URL('../work/reader.ts', import.meta.url));

/** Starts the reader in its own process, so that its CPU is not part of the server's figures. */
export function startReader(): { ask(job: Job): Promise<Partial<Answers>>; close(): void } {
  const child = fork(READER, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  return {
    ask: (job) =>
      new Promise((resolve, reject) => {
        const fail = (code: number | null) => reject(new Error(`the reader exited with ${code}`));
        child.once('exit', fail);
        child.once('message', (answers) => {
          child.off('exit', fail);
          resolve(answers as Partial<Answers>);
        });
        child.send(job);
      }),
    close() {
      child.removeAllListeners('exit'); // a pending ask() never settles
      child.kill();
    },
  };
}
