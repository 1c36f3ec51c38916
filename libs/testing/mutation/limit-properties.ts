import fc from 'fast-check';

/** Runs before each test file. A property gets a moment and the same inputs for each mutant, instead of all of its runs. */
fc.configureGlobal({ interruptAfterTimeLimit: 200, endOnFailure: true, seed: 1 });
