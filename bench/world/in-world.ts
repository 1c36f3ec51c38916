import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inChild } from '../harness/child.ts';
import type { Contender, Effort } from '../harness/row.ts';
import { type Bundle, plainBundle } from './bundles.ts';
import { temporaryFolder } from './temporary.ts';
import { startWorld, type World } from './world.ts';

export interface WorldWork {
  readonly name: string;
  /** Also bundled, because stripping its types would take half of a cold start. */
  readonly script: string;
  readonly bundle: () => Promise<Bundle>;
  readonly people: (effort: Effort) => number;
  /** Figures of the world after the work. */
  readonly seen?: (world: World) => Readonly<Record<string, number>>;
}

/** Runs work on a bundle in its own process, with the simulated services in this process. */
export function inWorld({ name, script, bundle, people, seen = () => ({}) }: WorldWork): Contender {
  let built: Promise<readonly [Bundle, Bundle]> | undefined;
  return {
    name,
    async run(effort) {
      built ??= Promise.all([plainBundle(script), bundle()]);
      const [work, { file }] = await built;
      const world = await startWorld(people(effort));
      try {
        const given = join(temporaryFolder(), 'given.json');
        writeFileSync(given, JSON.stringify(world.given));
        const figures = await inChild({ name, script: work.file, args: () => [file, given] }).run(effort);
        return { ...figures, ...seen(world) };
      } finally {
        await world.close();
      }
    },
  };
}
