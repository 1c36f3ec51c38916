import { expect, it } from 'vitest';
import { createManualClock, passing } from './manual-clock.ts';
import { aResult, createMemorySearch } from './memory-search.ts';
import { searchContract } from './search-contract.ts';

searchContract('in memory', () => createMemorySearch([{}], createManualClock()));

it('a search in memory answers each request by its next step, and records it', async () => {
  const clock = createManualClock();
  const search = createMemorySearch([{ fails: true }, { waitMs: 100, finds: [aResult('One')] }], clock);
  const { signal } = new AbortController();
  const begunAt = clock.now();
  await expect(search.find('a', signal)).rejects.toThrow('down');
  expect(await passing(clock, search.find('b', signal), 100)).toEqual([aResult('One')]);
  expect(search.asked).toEqual([
    { query: 'a', at: begunAt },
    { query: 'b', at: begunAt },
  ]);
});

it('a search in memory that hangs ends with its signal', async () => {
  const search = createMemorySearch([{ hangs: true }], createManualClock());
  const stop = new AbortController();
  const found = search.find('a', stop.signal);
  stop.abort(new Error('too late'));
  await expect(found).rejects.toThrow('too late');
});
