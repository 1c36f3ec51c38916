import { createVitest, type Vitest } from 'vitest/node';
import type { TemplateMutation } from '../testing.ts';

/** Runs the tests of the templates, again and again. */
export interface TemplateTests {
  /** The title of the first test that fails, if there is one. */
  firstFailure(mutation: TemplateMutation): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function startTemplateTests(): Promise<TemplateTests> {
  const vitest: Vitest = await createVitest('test', { config: 'infra/mutation/vitest.config.ts' });
  return {
    async firstFailure(mutation) {
      vitest.provide('templates', mutation);
      vitest.state.filesMap.clear();
      await vitest.start();
      const modules = vitest.state.getTestModules();
      const [failed] = modules.flatMap((module) => [...module.children.allTests('failed')]);
      const broken = modules.find((module) => module.state() === 'failed');
      return failed?.fullName ?? broken?.relativeModuleId;
    },
    close: () => vitest.close(),
  };
}
