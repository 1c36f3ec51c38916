import type { ResponseSink } from './backend.ts';

export interface StartQueueOptions {
  /** How many invocations may run that have not begun to answer. */
  readonly atOnce: number;
  /** Called when an invocation has waited for `slowMs`, at most once in that time. */
  readonly onSlow: (waiting: number) => void;
  readonly slowMs: number;
  readonly now: () => number;
}

export interface StartQueue {
  /** Starts an invocation in its turn. @returns a promise that resolves with `invoke`. */
  run(sink: ResponseSink, invoke: (sink: ResponseSink) => Promise<void>): Promise<void>;
}

/**
 * Lets only some invocations begin at once, in the order of their arrival; the others wait, as they do on Lambda while it
 * starts environments. All invocations of a function share one thread here, so without it a burst of turns would make
 * each other's storage calls time out.
 */
export function createStartQueue({ atOnce, onSlow, slowMs, now }: StartQueueOptions): StartQueue {
  const waiting: (() => void)[] = [];
  let beginning = 0;
  let toldAt = Number.NEGATIVE_INFINITY;

  const enter = async () => {
    const since = now();
    if (beginning >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    beginning += 1;
    if (now() - since < slowMs || now() - toldAt < slowMs) return;
    toldAt = now();
    onSlow(waiting.length);
  };
  const leave = () => {
    beginning -= 1;
    waiting.shift()?.();
  };

  return {
    async run(sink, invoke) {
      await enter();
      let hasBegun = false;
      const begin = () => {
        if (!hasBegun) leave();
        hasBegun = true;
      };
      try {
        await invoke({
          open: (contentType) => {
            begin();
            sink.open(contentType);
          },
          write: (chunk) => sink.write(chunk),
          end: () => {
            begin();
            sink.end();
          },
          fail: (failure) => {
            begin();
            sink.fail(failure);
          },
        });
      } finally {
        begin();
      }
    },
  };
}
