import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';
import { createQueryClient } from './query-client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows a new entry that the list has a second after it was stored', async () => {
  const queries = createQueryClient();
  const storedAt = Date.now();
  const list = async () => (Date.now() < storedAt + 1_000 ? ['old'] : ['new', 'old']);
  const observer = new QueryObserver(queries, { queryKey: KEYS.notes, queryFn: list });
  const stop = observer.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(0);

  await freshen(queries, KEYS.notes);
  expect(observer.getCurrentResult().data).toEqual(['old']);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(observer.getCurrentResult().data).toEqual(['new', 'old']);
  stop();
});

it('keeps the next page that a person asks for while a list is read again', async () => {
  const queries = createQueryClient();
  const observer = new InfiniteQueryObserver(queries, {
    queryKey: KEYS.games,
    queryFn: async ({ pageParam }) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return { page: pageParam };
    },
    initialPageParam: 1,
    getNextPageParam: ({ page }) => page + 1,
  });
  const stop = observer.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(1_000);

  void freshen(queries, KEYS.games);
  await vi.advanceTimersByTimeAsync(1_200);
  void observer.fetchNextPage();
  await vi.advanceTimersByTimeAsync(10_000);

  expect(observer.getCurrentResult().data?.pages).toEqual([{ page: 1 }, { page: 2 }]);
  stop();
});

it('reads what is no list only once', async () => {
  const queries = createQueryClient();
  let reads = 0;
  const observer = new QueryObserver(queries, { queryKey: KEYS.budget, queryFn: async () => ++reads });
  const stop = observer.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(0);

  await freshen(queries, KEYS.budget);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reads).toBe(2); // the first reading, and the one after the change
  stop();
});

it('is the only way in which the pages read something again at once after a change', async () => {
  const src = resolve(import.meta.dirname, '..');
  const users: string[] = [];
  for await (const file of glob('**/*.{ts,tsx}', { cwd: src })) {
    const text = file.includes('.test.') ? '' : readFileSync(join(src, file), 'utf8');
    const calls = text.match(/\.invalidateQueries\([^)]*/g) ?? [];
    if (calls.some((call) => !call.includes("refetchType: 'none'"))) users.push(file);
  }
  expect(users).toEqual(['data/freshen.ts']);
});
