import { setTimeout as sleep } from 'node:timers/promises';
import type { Budget } from '#contract/budget-responses';
import type { Person } from '#infra/local/product/person';
import type { LocalStack } from '#infra/local/stack';
import { answerFaults, scriptWords } from './aborts.ts';
import { auditBudget } from './audit.ts';
import { controlsOf } from './controls.ts';
import type { Finding, Proof } from './proof.ts';
import { compareRoutes, isEndedFromOutside, type ReadTurn, readTurn, statusOf, stop } from './stopped-turn.ts';
import { createProver } from './talk.ts';

const AT_ONCE = 5;
/** The latest moment at which the stored text is read, in milliseconds after the turn has started. */
const WITHIN_MS = 2_500;
/** The worker is killed, and the turn is stopped, at any two moments of this time. */
const SAME_SECOND_MS = 1_000;
const STOP_MESSAGE = 'stop the killed';

interface Stopped {
  readonly answerMs: number;
  readonly hasText: boolean;
  readonly isFromOutside: boolean;
  readonly faults: readonly string[];
}

interface Reader {
  readonly person: Person;
  readonly sessionId: string;
  readonly turns: ReadTurn[];
}

/**
 * @param checkpointed - The text that was stored before the worker was killed.
 * @param killed - Resolves after the kill, which would also cut a replay.
 */
async function stopOne(turn: ReadTurn, checkpointed: string, killed: Promise<void>): Promise<Stopped> {
  await sleep(Math.random() * SAME_SECOND_MS);
  const answer = await stop(turn);
  await killed;
  const { held } = await turn.person.get<Budget>('/coach/budget');
  const { faults } = await compareRoutes(turn, answer);
  await turn.ended;
  return {
    answerMs: answer.tookMs,
    hasText: answer.turn.text !== '',
    isFromOutside: isEndedFromOutside(turn, answer),
    faults: [
      ...answerFaults(answer, checkpointed),
      ...(held === 0 ? [] : [`${held} tokens held after the stop`]),
      ...faults,
    ].map((fault) => `${turn.body.turnId}: ${fault}`),
  };
}

/** Each reader starts a turn; all are stopped in the second in which their worker is killed. */
async function killOnce(stack: LocalStack, readers: readonly Reader[]): Promise<Stopped[]> {
  const turns = readers.map(({ person, sessionId }) => readTurn(person, sessionId, STOP_MESSAGE));
  for (const [index, turn] of turns.entries()) readers[index]?.turns.push(turn);
  await Promise.all(turns.map(({ started }) => started));
  await sleep(Math.random() * WITHIN_MS);
  const stored = await Promise.all(turns.map(statusOf));
  const killed = sleep(Math.random() * SAME_SECOND_MS).then(controlsOf(stack).kill);
  return Promise.all(turns.map((turn, index) => stopOne(turn, stored[index]?.text ?? '', killed)));
}

async function run(stack: LocalStack, size: number): Promise<Finding> {
  await scriptWords(stack, STOP_MESSAGE, size);
  const readers = await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, size) }, async (): Promise<Reader> => {
      const person = await createProver(stack);
      return { person, sessionId: await person.createSession(), turns: [] };
    }),
  );
  const all: Stopped[] = [];
  while (all.length < size) all.push(...(await killOnce(stack, readers.slice(0, size - all.length))));
  const audits = readers.map(({ person, sessionId, turns }) =>
    auditBudget(
      person,
      turns.map(({ body: { turnId } }) => ({ sessionId, turnId })),
    ),
  );
  return {
    n: all.length,
    times: [{ what: 'answer', ms: all.map(({ answerMs }) => answerMs), goalMs: 3_000 }],
    violations: [...all.flatMap(({ faults }) => faults), ...(await Promise.all(audits)).flat()],
    notes: [
      `${all.filter(({ hasText }) => hasText).length} with text`,
      `${all.filter(({ isFromOutside }) => isFromOutside).length} ended from outside`,
    ],
  };
}

export const abortsKilled: Proof = {
  name: 'aborts-killed',
  promise: 'a stop responds within 3 s when its producer is killed, keeps the stored text and holds nothing',
  size: 60,
  latency: { firstMs: 0, tokenMs: 0 },
  run,
};
