import { describe, expect, it } from 'vitest';
import { NO_LIMIT } from '../limits.ts';
import { biteOf } from './campaign.ts';
import { MUTANTS } from './mutants.ts';

describe('the simulation of a mutant', NO_LIMIT, () => {
  // All mutants take minutes: `npm run simulate -- --mutants`.
  const easy = [
    'abort forgets the reservation',
    'a new turn id for each attempt',
    'no lease check before takeover',
    '`start` before the claim',
    'expire of a hold whose turn lives',
    'reserve: dead holds wait for the sweeper',
    'heartbeat fence',
    'commit: everything unconditional',
    'close: everything unconditional',
    'claim: room in the rate window',
    'sweeper expires sessions that have a turn',
    'tombstone over a turn',
    'top-up: room in the budget',
    'prepare’s events before the claim',
    'side call on the shared meter',
    'the aborter doesn’t wait',
    'the producer overlooks a stop',
    'preview given back after something was shown',
    'worker fails a build that is not its own',
    'an order gives up a build that a worker has',
    'an old order gives up a build that was ordered again',
  ];
  it.each(easy)('breaks a promise without its guard: %s', async (name) => {
    const mutant = MUTANTS.find((one) => one.name === name);
    expect(mutant && (await biteOf(mutant, 100, true)).failing).toBe(1);
  });

  it('names an existing pair for each mutant that breaks no promise alone', () => {
    const names = MUTANTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { pair } of MUTANTS) if (pair !== undefined) expect(names).toContain(pair);
  });
});
