import { setTimeout as sleep } from 'node:timers/promises';
import type { Budget } from '#contract/budget-responses';
import { TIERS } from '#contract/tiers';
import { aTurn, createPerson, minuteOf, type Outcome, type Person, type TurnBody } from '#infra/local/product/person';
import type { LocalStack } from '#infra/local/stack';
import { auditBudget } from './audit.ts';
import { type Controls, controlsOf } from './controls.ts';
import type { Finding, Proof } from './proof.ts';

/** Number of turns that the raced budget can pay for. */
const ROOM_FOR = 7;
/** Maximum number of times that a turn is sent again after a temporary refusal. */
const MAX_TRIES = 40;

/** Opens sessions of one person, over as many hours as the tier's limit requires. */
async function openSessions(person: Person, count: number, perHour: number, controls: Controls): Promise<string[]> {
  const sessionIds: string[] = [];
  while (sessionIds.length < count) {
    await controls.nextHour();
    await person.renew();
    const now = Math.min(perHour, count - sessionIds.length);
    sessionIds.push(...(await Promise.all(Array.from({ length: now }, () => person.createSession()))));
  }
  return sessionIds;
}

interface Sent {
  readonly sessionId: string;
  readonly body: TurnBody;
  readonly outcome: Outcome;
}

const isAdmitted = ({ outcome }: Sent): boolean => outcome.events.some(({ type }) => type === 'start');

const refOf = ({ sessionId, body }: Sent) => ({ sessionId, turnId: body.turnId });

/** Starts all of a person's turns at once, each in its own session. */
async function raceForTheRate(stack: LocalStack, turns: number, violations: string[]): Promise<string> {
  const controls = controlsOf(stack);
  const userId = `racer-${crypto.randomUUID()}`;
  const studio = await createPerson(stack, userId, 'studio');
  const sessions = await openSessions(studio, turns, TIERS.studio.sessionsPerHour, controls);
  await controls.nextMinute();
  const person = await createPerson(stack, userId, 'free');
  const sent = await Promise.all(
    sessions.map(async (sessionId, index): Promise<Sent> => {
      const body = aTurn(`race ${index}`);
      return { sessionId, body, outcome: await person.turn(sessionId, body, index % 2 === 0 ? 1 : 2) };
    }),
  );
  const admitted = sent.filter(isAdmitted);
  const limit = TIERS.free.messagesPerMinute;
  for (const [minute, of] of Object.entries(Object.groupBy(admitted, ({ outcome }) => minuteOf(outcome)))) {
    if ((of?.length ?? 0) > limit)
      violations.push(`${of?.length} turns in the minute ${minute}, above the limit of ${limit}`);
  }
  if (admitted.length === 0) violations.push('no turn was admitted');
  for (const { outcome } of sent) {
    const { refusal, last } = outcome;
    const isFine = refusal ? [409, 429, 503].includes(refusal.status) : last?.type === 'complete';
    if (!isFine) violations.push(`ended with ${refusal?.status} ${refusal?.code} ${last?.type}`);
  }
  violations.push(...(await auditBudget(person, admitted.map(refOf))));
  const refused = Object.entries(Object.groupBy(sent, ({ outcome }) => outcome.refusal?.code ?? 'admitted'));
  return `rate: ${refused.map(([code, of]) => `${of?.length} ${code}`).join(', ')}`;
}

/** Sends a turn until it is admitted or refused permanently. */
async function sendUntilFinal(person: Person, sessionId: string, body: TurnBody): Promise<Sent> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await person.turn(sessionId, body, tries % 2 === 0 ? 1 : 2);
    const isFinal = !outcome.refusal || outcome.refusal.status === 402;
    if (isFinal || tries === MAX_TRIES) return { sessionId, body, outcome };
    await sleep(100 + Math.random() * 400);
  }
}

/** Starts more turns than the budget can pay for. Each uses all that it reserves, so an ending turn frees nothing. */
async function raceForTheBudget(stack: LocalStack, size: number, violations: string[]): Promise<string> {
  const turns = Math.max(size, 2 * ROOM_FOR);
  const controls = controlsOf(stack);
  const person = await createPerson(stack, `spender-${crypto.randomUUID()}`, 'studio');
  const [first = '', ...sessions] = await openSessions(person, turns + 1, TIERS.studio.sessionsPerHour, controls);
  const limit = TIERS.studio.tokensPerMonth;
  const messageOf = (index: number) => `spend ${String(index).padStart(3, '0')}`;
  await controls.script(messageOf(0), 1, [{ text: 'Fine.' }, { usage: { inputTokens: 1, outputTokens: 1 } }]);
  const measure = aTurn(messageOf(0));
  const { events } = await person.turn(first, measure);
  const start = events.find(({ type }) => type === 'start');
  const estimate = limit - (start?.type === 'start' ? (start.budgetRemaining ?? 0) : 0);
  const spend = { inputTokens: Math.round(limit - 2 - (ROOM_FOR + 0.5) * estimate), outputTokens: 0 };
  await controls.script('use it up', 1, [{ text: 'Spent.' }, { usage: spend }]);
  const useUp = aTurn('use it up');
  await person.turn(first, useUp);
  await controls.nextMinute();
  await person.renew();
  const usage = { inputTokens: estimate, outputTokens: 0 };
  await controls.script('spend', turns, [{ text: 'Spent.', delayMs: 300 }, { usage }]);
  const sent = await Promise.all(
    sessions.map((sessionId, index) => sendUntilFinal(person, sessionId, aTurn(messageOf(index + 1)))),
  );
  await controls.forgetScript();
  const admitted = sent.filter(isAdmitted);
  // A request that was sent beside a claim without room is charged too, and may take the room of a turn.
  const lost = (await person.reservations()).filter(({ id }) => id.includes('.')).length;
  const isFull = admitted.length === ROOM_FOR || (lost > 0 && admitted.length < ROOM_FOR);
  if (!isFull || admitted.length === 0)
    violations.push(`${admitted.length} turns admitted, with room for ${ROOM_FOR}, and ${lost} failed claims`);
  for (const { outcome } of sent) {
    const { refusal, last } = outcome;
    const isFine = refusal ? refusal.status === 402 : last?.type === 'complete';
    if (!isFine) violations.push(`ended with ${refusal?.status} ${refusal?.code} ${last?.type}`);
  }
  const { used } = await person.get<Budget>('/coach/budget');
  const before = [measure, useUp].map(({ turnId }) => ({ sessionId: first, turnId }));
  violations.push(...(await auditBudget(person, [...before, ...admitted.map(refOf)])));
  return `budget: ${admitted.length} of ${turns} admitted, ${used} of ${limit} used, ${estimate} each, ${lost} failed claims`;
}

const raceOf = (
  name: string,
  promise: string,
  size: number,
  race: (stack: LocalStack, turns: number, violations: string[]) => Promise<string>,
): Proof => ({
  name,
  promise,
  size,
  latency: { firstMs: 100, tokenMs: 0 },
  async run(stack, turns): Promise<Finding> {
    const violations: string[] = [];
    const note = await race(stack, turns, violations);
    return { n: turns, times: [], violations, notes: [note] };
  },
});

export const races: readonly Proof[] = [
  raceOf('races-rate', 'many turns at once never exceed the messages per minute', 200, raceForTheRate),
  raceOf('races-budget', 'many turns at once never exceed the budget', 50, raceForTheBudget),
];
