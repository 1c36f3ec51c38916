import { BuildOrder } from '#domain/job-payloads';
import { CoachError } from '#ports/errors';
import type { JobOrder, Jobs } from '#ports/jobs';
import { buildCoach } from '#services/build-coach';
import { markFailedBuild } from '#services/mark-failed-job';
import type { Actor } from './actor.ts';
import { portsOf } from './ports.ts';
import { InvocationLost, isForeseen, type World } from './world.ts';

/** Lambda's pauses before it repeats an asynchronous invocation that failed, and its longest run, in milliseconds. */
const PAUSES_MS = [60_000, 120_000] as const;
const FUNCTION_MS = 300_000;

/** Lambda, as one process reaches it: an invocation is lost, taken, or taken twice. */
export function createJobs(actor: Actor, world: World): Jobs {
  const { random, faults, time } = world;
  return {
    start: (order) =>
      new Promise((resolve, reject) => {
        if (faults.strikes('invokeLost')) {
          world.note(actor.name, `${order.id}: invocation lost`);
          return actor.deliver(20, () => reject(new InvocationLost()));
        }
        const deliveries = faults.strikes('invokeDuplicated') ? 2 : 1;
        for (let delivery = 0; delivery < deliveries; delivery += 1) {
          time.after(random.between(5, 3_000), () => deliver(order, 0, world));
        }
        actor.deliver(random.between(5, 30), resolve);
      }),
  };
}

/** One delivery, repeated as Lambda does, and handed to the failure destination in the end. */
function deliver(order: JobOrder, repeats: number, world: World): void {
  const builder = world.spawn('builder');
  const parsed = BuildOrder.parse(order.payload);
  world.note(builder.name, `is to build ${parsed.coachId.slice(-2)}`);
  let isDone = false;
  const end = (hasFailed: boolean) => {
    if (isDone) return;
    isDone = true;
    if (!hasFailed) return;
    const pauseMs = PAUSES_MS[repeats];
    if (pauseMs !== undefined) world.time.after(pauseMs, () => deliver(order, repeats + 1, world));
    else markFailed(parsed, world);
  };
  // A crash is a failure for Lambda.
  builder.onDeath(() => end(true));
  builder.deliver(FUNCTION_MS, () => builder.die());
  const run = async () => {
    try {
      world.note(builder.name, await buildCoach(parsed, portsOf(builder, world)));
      end(false);
    } catch (error) {
      if (!isForeseen(error)) world.violate('foreseen', `${builder.name}: ${(error as Error).stack}`);
      world.note(builder.name, `fails: ${error instanceof CoachError ? error.code : String(error)}`);
      end(true);
    }
    builder.die();
  };
  void run();
}

function markFailed(order: BuildOrder, world: World): void {
  const marker = world.spawn('marker');
  const run = async () => {
    await markFailedBuild({ order, code: 'attempts_exhausted' }, portsOf(marker, world)).catch(() => false);
    marker.die();
  };
  void run();
}
