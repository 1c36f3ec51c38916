/**
 * Seeds that once broke a promise, each with what was wrong then. They run first, always. A seed tells of the world as it
 * is now: when the world changes, its schedule does, too. What lasts is the test beside the code that was mended.
 */
export const REGRESSIONS: readonly { readonly seed: number; readonly was: string }[] = [
  { seed: 200_016, was: 'a turn began in a session that was being deleted, and ran on in it' },
  { seed: 200_086, was: 'a reader’s stream broke because a wish to be told sooner was not taken' },
  { seed: 200_574, was: 'a watcher’s stream broke when the session was deleted' },
  { seed: 201_870, was: 'a turn of last month was weighed against the budget of this one, and never ended' },
  { seed: 1_013_536, was: 'the simulation took the fast clock of a sweeper for a mistake' },
  { seed: 4_245_218_692, was: 'a write that was overtaken moved the hold of a turn, which then could not end' },
];
