import { expect, it } from 'vitest';
import { DUE_SHARDS, dueShard, dueShardNamed } from './keys.ts';

const shardsOf = (keys: readonly { readonly pk: string; readonly sk: string }[]) => keys.map(dueShard);

it('spreads due items over all partitions, by both parts of their key', () => {
  const all = Array.from({ length: DUE_SHARDS }, (_, shard) => dueShardNamed(shard)).sort();
  const numbers = Array.from({ length: 50 * DUE_SHARDS }, (_, number) => number);
  for (const shards of [
    shardsOf(numbers.map((number) => ({ pk: `U#${number}`, sk: 'PROFILE' }))),
    shardsOf(numbers.map((number) => ({ pk: 'U#1', sk: `TURN#${number}` }))),
  ]) {
    expect([...new Set(shards)].sort()).toEqual(all);
  }
});

it('finds a due item in the same partition in every release, because stored items keep theirs', () => {
  expect(dueShard({ pk: 'U#ann', sk: 'TURN#1' })).toBe('DUE#7');
});
