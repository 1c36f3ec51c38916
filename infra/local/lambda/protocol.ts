import type { FunctionFailure } from './backend.ts';

/** What a worker is given at its birth. */
export interface WorkerSetup {
  readonly clockMemory: SharedArrayBuffer;
  /** File of the handler's module, and the name of its export. */
  readonly modulePath: string;
  readonly exportName: string;
  readonly functionArn: string;
  /** Where V8 keeps compiled code between starts. */
  readonly compileCachePath?: string;
}

export type ToWorker =
  | {
      readonly type: 'invoke';
      readonly id: string;
      readonly payload: string;
      /** Milliseconds that the invocation may take; counted by the machine's clock. */
      readonly timeoutMs: number;
    }
  /** These bytes of the answer have been taken. */
  | { readonly type: 'taken'; readonly id: string; readonly sizeBytes: number };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'broken'; readonly failure: FunctionFailure }
  | { readonly type: 'open'; readonly id: string; readonly contentType: string }
  | { readonly type: 'chunk'; readonly id: string; readonly data: string | Uint8Array }
  | { readonly type: 'end'; readonly id: string }
  | { readonly type: 'fail'; readonly id: string; readonly failure: FunctionFailure }
  /** Nothing of the invocation runs any more. */
  | { readonly type: 'done'; readonly id: string };

/** Bytes that may be on their way to the front before a handler's `write` is held back. */
export const WINDOW_BYTES = 64 * 1024;
/** Bytes after which the front says that it took them; well under the window, so that nobody waits for the rest. */
export const TAKEN_BYTES = 16 * 1024;
