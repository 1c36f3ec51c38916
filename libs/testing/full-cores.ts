import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These take longer than any other file, and nothing but processor time. Without a run before, Vitest takes small files for short. */
const LONG = /new-seeds-\d\.test\.ts$/;

/** Tests of infra wait for timers and processes, so they run beside the long files. The others keep the cores busy. */
const PROJECTS = ['infra', 'e2e', 'pages', 'unit'];

/**
 * Orders test files so that no core is idle at the end of a run. Files that can use the same process follow each other,
 * because Vitest ends a process when the next file is of another project or has another environment.
 */
export class FullCores extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const places = new Map(files.map((file) => [file, placeOf(file)]));
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }
}

function placeOf({ moduleId, project }: TestSpecification): number {
  if (LONG.test(moduleId)) return 0;
  const isPage = readFileSync(moduleId, 'utf8').startsWith('// @vitest-environment jsdom');
  return 1 + 2 * PROJECTS.indexOf(project.name) + (isPage ? 0 : 1);
}
