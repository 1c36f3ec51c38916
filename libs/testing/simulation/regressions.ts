/**
 * Seeds that once broke a promise, each with its cause. They always run first. A seed's schedule changes when the
 * simulated world changes, so the lasting regression test is the one beside the fixed code.
 */
export const REGRESSIONS: readonly { readonly seed: number; readonly was: string }[] = [
  { seed: 200_016, was: 'a turn began and ran in a session that was being deleted' },
  { seed: 200_086, was: 'a reader’s stream broke because a request for sooner checkpoints failed' },
  { seed: 200_574, was: 'a watcher’s stream broke when the session was deleted' },
  { seed: 201_870, was: 'a turn of last month was counted against this month’s budget, and never ended' },
  { seed: 1_013_536, was: 'the simulation reported the fast clock of a sweeper as a violation' },
  { seed: 683_899_327, was: 'a producer that took its own turn over forgot what it had shown before' },
  { seed: 4_245_218_692, was: 'an overtaken write changed the hold of a turn, which then could not end' },
  { seed: 3_643_528_284, was: 'a producer that came too late gave its stopped turn up as one that had shown nothing' },
];
