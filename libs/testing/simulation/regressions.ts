/** Seeds that once broke a promise, each with what was wrong then. They run first, always. */
export const REGRESSIONS: readonly { readonly seed: number; readonly was: string }[] = [
  { seed: 100_033, was: 'the simulation took a client that was refused for one that waits' },
];
