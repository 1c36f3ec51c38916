import { retryBuild } from '#services/retry-build';
import { sweep } from '#services/sweep';
import type { Item } from '../memory-dynamo/values.ts';
import { createJobs } from './jobs.ts';
import { portsOf } from './ports.ts';
import { itemsOf, partitionAt, textAt } from './stored.ts';
import { isForeseen, type World } from './world.ts';

/** The sweep interval while faults occur. Afterwards it is the interval of the product. */
const EVERY_MS = 60_000;
const FUNCTION_MS = 55_000;

/** Runs the sweeper every minute, sometimes twice, and users who retry a failed build. */
export function keepUp(untilMs: number, world: World): void {
  const { sweepEveryMs } = world.scene;
  const tick = () => {
    if (world.time.now() >= untilMs) return;
    if (isAnythingDue(world)) {
      void sweepOnce(world);
      if (world.faults.strikes('sweptTwice'))
        world.time.after(world.random.between(0, 50), () => void sweepOnce(world));
    }
    if (world.faults.isOver() || world.scene.retriesEarly)
      for (const coach of itemsOf(world, 'COACH#')) askAgain(coach, world);
    world.time.after(world.faults.isOver() ? EVERY_MS : sweepEveryMs, tick);
  };
  world.time.after(world.random.between(0, sweepEveryMs), tick);
}

/** A sweep without results costs sixteen reads, so it is skipped to save time. */
function isAnythingDue(world: World): boolean {
  const soon = new Date(world.startedAt + world.time.now() + 2_000).toISOString();
  return itemsOf(world, '').some((item) => item['dueShard'] !== undefined && textAt(item, 'dueAt') <= soon);
}

export async function sweepOnce(world: World): Promise<void> {
  const sweeper = world.spawn('sweeper');
  const deadline = new AbortController();
  sweeper.deliver(FUNCTION_MS - 5_000, () => deadline.abort());
  sweeper.deliver(FUNCTION_MS, () => sweeper.die());
  try {
    const swept = await sweep(
      { dryRun: false, deadline: deadline.signal },
      { ...portsOf(sweeper, world), jobs: createJobs(sweeper, world) },
    );
    const done = Object.entries(swept).filter(([, count]) => typeof count === 'number' && count > 0);
    world.note(sweeper.name, done.map(([deed, count]) => `${deed} ${count}`).join(', ') || 'nothing to do');
  } catch (error) {
    if (!isForeseen(error)) world.violate('foreseen', `${sweeper.name}: ${(error as Error).stack}`);
  }
  sweeper.die();
}

function askAgain(coach: Item, world: World): void {
  const build = coach['build'] as { state?: string } | undefined;
  if (build?.state !== 'failed' || world.deletions.has(partitionAt(coach))) return;
  const asker = world.spawn('asker');
  const run = async () => {
    const deps = { ...portsOf(asker, world), jobs: createJobs(asker, world) };
    await retryBuild({ sub: textAt(coach, 'sub'), sessionId: textAt(coach, 'sessionId') }, deps).catch((error) => {
      if (!isForeseen(error)) world.violate('foreseen', `${asker.name}: ${(error as Error).stack}`);
    });
    asker.die();
  };
  world.note(asker.name, `asks again for ${textAt(coach, 'coachId')}`);
  void run();
}
