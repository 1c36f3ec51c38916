import { BuildOrder, DeleteOrder } from '#domain/job-payloads';
import { CoachError } from '#ports/errors';
import type { JobOrder, Jobs } from '#ports/jobs';
import { buildCoach } from '#services/build-coach';
import { deleteSession } from '#services/delete-session';
import { markFailedBuild } from '#services/mark-failed-job';
import type { Actor } from './actor.ts';
import { carriesOut } from './build-checks.ts';
import { portsOf } from './ports.ts';
import { InvocationLost, isForeseen, type World } from './world.ts';

/** Lambda's pauses before it retries a failed asynchronous invocation, and its time limit, in milliseconds. */
const PAUSES_MS = [60_000, 120_000] as const;
const FUNCTION_MS = 300_000;
/** How soon an operator retries a removal that was given up. */
const ALARM_MS = 5 * 60_000;

/** Lambda as one process sees it: an invocation is lost, accepted, or delivered twice. */
export function createJobs(actor: Actor, world: World): Jobs {
  const { random, faults, time } = world;
  return {
    start: (order) =>
      new Promise((resolve, reject) => {
        if (faults.strikes('invokeLost')) {
          world.note(actor.name, `${order.id}: invocation lost`);
          return actor.deliver(20, () => reject(new InvocationLost()));
        }
        const deliveries = faults.strikes('invokeDuplicated') ? (world.scene.deliveries ?? 2) : 1;
        for (let delivery = 0; delivery < deliveries; delivery += 1) {
          time.after(random.between(5, 3_000), () => deliver(order, 0, world));
        }
        actor.deliver(random.between(5, 30), resolve);
      }),
  };
}

/** One delivery with Lambda's retries. Goes to the failure destination when all of them fail. */
function deliver(order: JobOrder, repeats: number, world: World): void {
  const isBuild = order.job === 'build-coach-config';
  const worker = world.spawn(isBuild ? 'builder' : 'remover');
  carriesOut(worker.name, order.id, world);
  const payload = { ...order.payload, orderId: order.id };
  world.note(worker.name, `is to do ${order.id}`);
  let isDone = false;
  const end = (hasFailed: boolean) => {
    if (isDone) return;
    isDone = true;
    if (!hasFailed) return;
    const pauseMs = PAUSES_MS[repeats];
    if (pauseMs !== undefined) world.time.after(pauseMs, () => deliver(order, repeats + 1, world));
    else if (isBuild) markFailed(BuildOrder.parse(payload), world);
    else world.time.after(ALARM_MS, () => deliver(order, 0, world));
  };
  // Lambda treats a crash as a failure.
  worker.onDeath(() => end(true));
  worker.deliver(FUNCTION_MS, () => worker.die());
  const run = async () => {
    try {
      const ports = portsOf(worker, world);
      if (isBuild) world.note(worker.name, await buildCoach(BuildOrder.parse(payload), ports));
      else await deleteSession(DeleteOrder.parse(payload), ports);
      end(false);
    } catch (error) {
      if (!isForeseen(error)) world.violate('foreseen', `${worker.name}: ${(error as Error).stack}`);
      world.note(worker.name, `fails: ${error instanceof CoachError ? error.code : String(error)}`);
      end(true);
    }
    worker.die();
  };
  void run();
}

function markFailed(order: BuildOrder, world: World): void {
  const marker = world.spawn('marker');
  carriesOut(marker.name, order.orderId, world);
  const run = async () => {
    await markFailedBuild({ order, code: 'attempts_exhausted' }, portsOf(marker, world)).catch(() => false);
    marker.die();
  };
  void run();
}
