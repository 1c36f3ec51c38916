import { setTimeout as sleep } from 'node:timers/promises';
import type { TurnUpdate } from '#client/updates';
import { isTerminal } from '#contract/events';
import { parseEventId } from '#contract/ids';
import type { TurnStatus } from '#contract/turn-responses';
import type { LocalStack } from '#infra/local/stack';
import { auditTalks, unfinished } from './audit.ts';
import { controlsOf } from './controls.ts';
import type { Finding, Proof } from './proof.ts';
import { type SpokenTurn, type Talk, talkAll } from './talk.ts';

/** Interval between kills in milliseconds, random between the two. */
const KILL_EVERY_MS = [2_000, 5_000] as const;

/** A turn that has not ended yet. */
interface Progress {
  readonly turn: SpokenTurn;
  readonly talk: Talk;
  /** The latest epoch whose first event the client received. */
  epoch: number;
  /** The epoch whose worker was killed, and when. */
  killed: { readonly epoch: number; readonly at: number } | undefined;
}

/**
 * Measures takeovers at the client: from the kill of the worker that held a turn to the first event of a later epoch,
 * or to the turn's end.
 */
function watchTakeovers() {
  const running = new Map<string, Progress>();
  const takeoversMs: number[] = [];
  let killedAgain = 0;

  /** The epoch of a running turn; 0 when it is over or has not started. */
  const epochOf = async ({ talk, turn }: Progress): Promise<number> => {
    const { person, session } = talk;
    const response = await person.api('GET', `${person.sessionPath(session.sessionId)}/turns/${turn.turnId}`);
    if (!response.ok) return 0;
    const { status, lastEventId } = (await response.json()) as TurnStatus;
    return status === 'running' ? (parseEventId(lastEventId)?.epoch ?? 0) : 0;
  };

  return {
    takeoversMs,
    killedAgain: () => killedAgain,
    begin: (turn: SpokenTurn, talk: Talk) => void running.set(turn.turnId, { turn, talk, epoch: 0, killed: undefined }),
    see(update: TurnUpdate, { turnId }: SpokenTurn) {
      const progress = running.get(turnId);
      if (!progress) return;
      if (update.type === 'transport' || update.type === 'clock') return;
      if (update.type === 'start' || update.type === 'reset') progress.epoch = update.epoch;
      const isOver = isTerminal(update);
      if (progress.killed && (isOver || progress.epoch > progress.killed.epoch)) {
        takeoversMs.push(performance.now() - progress.killed.at);
        progress.killed = undefined;
      }
      if (isOver) running.delete(turnId);
    },
    /** Calls `kill` and records which turns lost their producer: no new epoch can start this soon after it. */
    async during(kill: () => Promise<void>) {
      const at = performance.now();
      await kill();
      await Promise.all(
        [...running.values()].map(async (progress) => {
          const epoch = await epochOf(progress);
          if (epoch <= (progress.killed?.epoch ?? 0)) return;
          if (progress.killed) killedAgain += 1; // taken over and killed again before its client received an event
          progress.killed = { epoch, at };
        }),
      );
    },
  };
}

async function run(stack: LocalStack, size: number): Promise<Finding> {
  const { kill } = controlsOf(stack);
  const takeovers = watchTakeovers();
  const over = new AbortController();
  let kills = 0;
  const killing = (async () => {
    for (;;) {
      const [from, to] = KILL_EVERY_MS;
      await sleep(from + Math.random() * (to - from), undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted) return;
      await takeovers.during(kill);
      kills += 1;
    }
  })();
  const talks = await talkAll(stack, size, { onTurn: takeovers.begin, onUpdate: takeovers.see });
  over.abort();
  await killing;
  const turns = talks.flatMap((talk) => talk.turns);
  return {
    n: turns.length,
    times: [
      { what: 'takeover', ms: takeovers.takeoversMs, goalMs: 15_000 },
      { what: 'turn', ms: turns.map(({ tookMs }) => tookMs) },
    ],
    violations: [
      ...(turns.length === size ? [] : [`${size - turns.length} turns were not started`]),
      ...unfinished(talks),
      ...(await auditTalks(talks)),
    ],
    notes: [`${kills} kills`, `${takeovers.killedAgain()} killed again before the client saw the takeover`],
  };
}

export const kills: Proof = {
  name: 'kills',
  promise: 'a turn whose producer is killed is taken over within 15 s and completes once',
  size: 2_000,
  latency: { firstMs: 150, tokenMs: 5 },
  run,
};
