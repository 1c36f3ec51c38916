import type { Change } from '../memory-dynamo/writing.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Deed } from './write-names.ts';

/** Writes that arrive only after somebody else has changed one of the items that they are about. */
export interface Overtaking {
  /** @param atMostMs - When it goes on though nobody came. */
  wait(whose: string, item: string, atMostMs: number, goOn: () => void): void;
  /** A reader's wish to be told sooner makes no difference to anybody. */
  changed({ name, deed }: Writer, changes: readonly Change[]): void;
}

interface Writer {
  readonly name: string;
  readonly deed: Deed;
}

interface Waiting {
  readonly whose: string;
  readonly item: string;
  readonly goOn: () => void;
}

export const itemName = ({ pk, sk }: { readonly pk?: unknown; readonly sk?: unknown }): string =>
  `${String(pk)}|${String(sk)}`;

export function createOvertaking(time: VirtualTime): Overtaking {
  const waiting = new Set<Waiting>();
  return {
    wait(whose, item, atMostMs, goOn) {
      const entry = { whose, item, goOn };
      waiting.add(entry);
      time.after(atMostMs, () => {
        if (waiting.delete(entry)) goOn();
      });
    },
    changed({ name, deed }, changes) {
      if (waiting.size === 0 || deed === 'follow') return;
      const items = new Set(changes.map(({ before, after }) => itemName(after ?? before ?? {})));
      for (const entry of waiting) {
        if (entry.whose === name || !items.has(entry.item)) continue;
        waiting.delete(entry);
        entry.goOn();
      }
    },
  };
}
