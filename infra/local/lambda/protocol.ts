import type { FunctionFailure } from './backend.ts';

/** Data that a worker receives when it starts. */
export interface WorkerSetup {
  readonly clockMemory: SharedArrayBuffer;
  /** Path of the handler's module, and the name of its export. */
  readonly modulePath: string;
  readonly exportName: string;
  readonly functionArn: string;
  /** Folder in which V8 caches compiled code between starts. */
  readonly compileCachePath?: string;
}

export type ToWorker =
  | {
      readonly type: 'invoke';
      readonly id: string;
      readonly payload: string;
      /** Timeout of the invocation in milliseconds of the machine's clock. */
      readonly timeoutMs: number;
    }
  /** The gateway has taken these bytes of the response. */
  | { readonly type: 'taken'; readonly id: string; readonly sizeBytes: number };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'broken'; readonly failure: FunctionFailure }
  | { readonly type: 'open'; readonly id: string; readonly contentType: string }
  | { readonly type: 'chunk'; readonly id: string; readonly data: string | Uint8Array }
  | { readonly type: 'end'; readonly id: string }
  | { readonly type: 'fail'; readonly id: string; readonly failure: FunctionFailure }
  /** The invocation has finished. */
  | { readonly type: 'done'; readonly id: string };

/** Bytes that may be in transit before the worker delays a handler's `write`. */
export const WINDOW_BYTES = 64 * 1024;
/** Bytes after which the gateway acknowledges. Well below the window, so that no write waits for an acknowledgement. */
export const TAKEN_BYTES = 16 * 1024;
