import fc from 'fast-check';

/** Runs before each test file. A property gets a moment and the same inputs for each mutant, instead of all of its runs. */
fc.configureGlobal({ interruptAfterTimeLimit: 200, endOnFailure: true, seed: 1 });

/** What Stryker collects while it counts how often each mutant is executed. */
interface Stryker {
  readonly mutantCoverage?: { static: object; perTest: object };
}

// Test files share a process here, and Stryker adds up what each of them reports.
const { mutantCoverage } = (globalThis as { readonly __stryker__?: Stryker }).__stryker__ ?? {};
if (mutantCoverage) Object.assign(mutantCoverage, { static: {}, perTest: {} });
