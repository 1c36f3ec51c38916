import type { Change } from '../memory-dynamo/writing.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Deed } from './write-names.ts';

/** Writes that wait until another process has changed one of their items. */
export interface Overtaking {
  wait(waiting: Waiting): void;
  /** Ignores a reader's request for sooner checkpoints, because no condition depends on it. */
  changed({ name, deed }: Writer, changes: readonly Change[]): void;
}

interface Writer {
  readonly name: string;
  readonly deed: Deed;
}

export interface Waiting {
  readonly whose: string;
  readonly item: string;
  /** The number of changes to wait for, and the time after which the write is sent anyway, in milliseconds. */
  readonly changes: number;
  readonly atMostMs: number;
  readonly goOn: () => void;
}

export const itemName = ({ pk, sk }: { readonly pk?: unknown; readonly sk?: unknown }): string =>
  `${String(pk)}|${String(sk)}`;

export function createOvertaking(time: VirtualTime): Overtaking {
  const waiting = new Map<Waiting, number>();
  return {
    wait(entry) {
      waiting.set(entry, entry.changes);
      time.after(entry.atMostMs, () => {
        if (waiting.delete(entry)) entry.goOn();
      });
    },
    changed({ name, deed }, changes) {
      if (waiting.size === 0 || deed === 'follow') return;
      const items = new Set(changes.map(({ before, after }) => itemName(after ?? before ?? {})));
      for (const [entry, left] of waiting) {
        if (entry.whose === name || !items.has(entry.item)) continue;
        waiting.set(entry, left - 1);
        if (left > 1) continue;
        waiting.delete(entry);
        entry.goOn();
      }
    },
  };
}
