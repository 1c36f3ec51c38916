import { createRandom as numbers } from '../../../faults/random.ts';

/** Choices that are the same for the same seed. */
export function createRandom(seed: number) {
  const next = numbers(seed);
  return {
    next,
    between: (least: number, most: number): number => least + next() * (most - least),
    pick: <Item>(items: readonly [Item, ...Item[]]): Item => items[Math.floor(next() * items.length)] ?? items[0],
  };
}
export type Random = ReturnType<typeof createRandom>;

/** 32-bit FNV-1a of a text. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
