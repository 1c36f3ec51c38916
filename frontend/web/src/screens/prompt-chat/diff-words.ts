/** A part of a text that stayed, was added, or was removed. */
export interface Change {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Words with the white space behind them; punctuation is a word. */
const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}'’#-]+\s*|[^\p{L}\p{N}\s]\s*|\s+/gu) ?? [];

const isEqual = (a: string | undefined, b: string | undefined): boolean => a?.trim() === b?.trim();

/** Lengths of the longest common subsequences of all endings. */
function lengthsOf(before: readonly string[], after: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [row, below] = [rows[i], rows[i + 1]];
      if (!row || !below) continue;
      row[j] = isEqual(before[i], after[j]) ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

/** The words that differ between two texts, in reading order, removed ones before those that replace them. */
export function diffWords(before: string, after: string): readonly Change[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const rows = lengthsOf(old, now);
  const changes: Change[] = [];
  const add = (kind: Change['kind'], text: string) => {
    const last = changes.at(-1);
    if (last?.kind === kind) changes[changes.length - 1] = { kind, text: last.text + text };
    else changes.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && isEqual(old[i], now[j])) {
      add('same', now[j] ?? '');
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0))) {
      add('removed', old[i] ?? '');
      i += 1;
    } else {
      add('added', now[j] ?? '');
      j += 1;
    }
  }
  return changes;
}
