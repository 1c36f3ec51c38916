import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inChild } from '../harness/child.ts';
import type { Contender, Effort } from '../harness/row.ts';
import { type Bundle, plainBundle } from './bundles.ts';
import { temporaryFolder } from './temporary.ts';
import { startWorld, type World } from './world.ts';

export interface WorldWork {
  readonly name: string;
  /** Bundled too: to make JavaScript of it would be half of a cold start. */
  readonly script: string;
  readonly bundle: () => Promise<Bundle>;
  readonly people: (effort: Effort) => number;
  /** What the world has seen of it, once it is done. */
  readonly seen?: (world: World) => Readonly<Record<string, number>>;
}

/** Work on a bundle, in a process of its own, with the world around it in this one. */
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
