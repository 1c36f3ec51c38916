import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest, type TestCase, type Vitest } from 'vitest/node';
import { type Condition, nameOf } from './named-conditions.ts';

/** Runs the contract suites of the store, again and again. */
export interface ContractRuns {
  /** Every condition that the suites' writes have. */
  conditions(): Promise<readonly Condition[]>;
  /** The title of the first test that fails without this condition, if there is one. */
  firstFailure(without: Condition): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function startContractRuns(): Promise<ContractRuns> {
  const vitest = await createVitest('test', { config: 'libs/testing/conditions/vitest.config.ts' });
  return {
    async conditions() {
      const folder = await mkdtemp(join(tmpdir(), 'coachstream-conditions-'));
      const file = join(folder, 'conditions.jsonl');
      vitest.provide('collectInto', file);
      const failure = await run(vitest);
      if (failure !== undefined) throw new Error(`a contract fails with all conditions: ${failure}`);
      vitest.provide('collectInto', undefined);
      const lines = (await readFile(file, 'utf8')).trim().split('\n');
      await rm(folder, { recursive: true });
      const all = [...new Set(lines)].map((line) => JSON.parse(line) as Condition);
      return all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    },
    firstFailure(without) {
      vitest.provide('without', JSON.stringify(without));
      return run(vitest);
    },
    close: () => vitest.close(),
  };
}

async function run(vitest: Vitest): Promise<string | undefined> {
  vitest.state.filesMap.clear();
  await vitest.start();
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests('failed')]);
  return tests.map((test: TestCase) => test.fullName)[0];
}
