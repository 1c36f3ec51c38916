import { DeleteCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChargeSource, ReservationState } from '#ports/budget-records';
import { CoachError } from '#ports/errors';
import type { SessionRef } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import type { Action, Step, Trouble } from './ledger-actions.ts';
import type { Expected, LedgerCall, LedgerPorts } from './ledger-call.ts';
import { callFor } from './ledger-calls.ts';
import type { Command, MemoryDynamo } from './memory-dynamo/engine.ts';
import { conflicted, lostResponse, throttled } from './memory-dynamo/errors.ts';
import type { Item } from './memory-dynamo/values.ts';
import type { Change } from './memory-dynamo/writing.ts';
import type { StoreClock } from './storage-fixtures.ts';
import { TABLE_NAME } from './tables.ts';

export interface LedgerUnderTest extends LedgerPorts {
  readonly dynamo: MemoryDynamo;
  readonly clock: StoreClock;
}

const MINUTE_MS = 60_000;
/** More attempts than an adapter makes. */
const ALWAYS = 50;

/**
 * Runs steps against a store and against a model, which derives the expected reservations from the calls that returned
 * true. Checks after every write that the budgets are the sums and that no reservation exceeded the limit, and after
 * every step that the reservations equal the model's.
 *
 * @throws when a check fails.
 */
export async function runLedger(store: LedgerUnderTest, sessions: readonly SessionRef[], steps: readonly Step[]) {
  const expected = new Map<string, Expected>();
  const calls: LedgerCall[] = [];
  const turns: TurnRef[] = [];
  const works: TurnRef[] = [];
  let limit = 1_500;
  let limitOfCall = limit;
  let wrong: string | undefined;
  store.dynamo.hooks.onWrite = (changes) => {
    wrong ??= wrongSums(store.dynamo) ?? overspent(changes, limitOfCall);
  };

  const send = async (call: LedgerCall, trouble: Trouble) => {
    limitOfCall = call.limit;
    makeTrouble(store.dynamo, trouble);
    const answer = await call.send().catch((error: unknown) => {
      if (error instanceof CoachError && error.code === 'dependency_unavailable') return 'unknown' as const;
      throw error;
    });
    makeTrouble(store.dynamo, 'none');
    const isNew = call.becomes.size > 0 && !call.isApplied;
    const stored = reservationsOf(store.dynamo);
    const isThere = isNew && [...call.becomes].every(([name, reservation]) => isAs(stored.get(name), reservation));
    const hasHappened = answer === true || (answer === 'unknown' && isThere);
    if (!isNew || !hasHappened) return;
    call.isApplied = true;
    for (const [name, reservation] of call.becomes) expected.set(name, reservation);
  };
  const take = async ({ action, trouble, isHeldBack }: Step) => {
    store.clock.move(1); // two calls of a user never happen at the same moment
    if (action.do === 'wait') return store.clock.move(action.minutes * MINUTE_MS);
    if (action.do === 'nextMonth') return store.clock.move(31 * 24 * 60 * MINUTE_MS);
    if (action.do === 'changeTier') {
      limit = action.limit;
      return;
    }
    if (action.do === 'lose') return lose(store, turns[action.turn % Math.max(1, turns.length)]);
    if (action.do === 'again') {
      const call = calls[action.call % Math.max(1, calls.length)];
      return call && send(call, trouble);
    }
    const call = await callFor(action, { store, sessions, turns, works, limit, now: store.clock.now() });
    if (!call) return;
    calls.push(call);
    if (!isHeldBack) await send(call, trouble);
  };
  for (const [place, step] of steps.entries()) {
    await take(step);
    wrong ??= wrongReservations(reservationsOf(store.dynamo), expected);
    if (wrong) throw new Error(`after step ${place + 1}, ${wordsOf(step.action)}: ${wrong}`);
  }
  return { calls: calls.length, applied: calls.filter(({ isApplied }) => isApplied).length };
}

const wordsOf = ({ do: what, ...rest }: Action) => `${what} ${JSON.stringify(rest)}`;

/** Deletes the turn as the removal of its session does. The hold stays and is not settled. */
async function lose({ dynamo }: LedgerUnderTest, turn: TurnRef | undefined): Promise<void> {
  if (!turn) return;
  const Key = { pk: `S#${turn.sub}#${turn.sessionId}`, sk: `TURN#${turn.turnId}` };
  await dynamo.client.send(new DeleteCommand({ TableName: TABLE_NAME, Key }));
}

const isWrite = (command: Command) => command instanceof TransactWriteCommand || command instanceof UpdateCommand;

function makeTrouble({ hooks, forgetTokens }: MemoryDynamo, trouble: Trouble): void {
  let left = trouble.startsWith('never') ? ALWAYS : 1;
  const strikes = (command: Command) => {
    if (!isWrite(command) || left === 0) return false;
    left -= 1;
    return true;
  };
  hooks.beforeApply = (command) => {
    if (trouble === 'throttled' && strikes(command)) throw throttled();
    if (trouble === 'conflict' && strikes(command)) throw conflicted(4);
    if (trouble === 'neverArrives' && strikes(command)) throw lostResponse();
  };
  hooks.afterApply = (command) => {
    if (!trouble.includes('nswer') || !strikes(command)) return;
    if (trouble === 'answerLostAndForgotten') forgetTokens();
    throw lostResponse();
  };
}

const stored = ({ items }: MemoryDynamo, prefix: string): readonly Item[] =>
  [...items(TABLE_NAME)].filter(({ sk }) => String(sk).startsWith(prefix));

const reservationsOf = (dynamo: MemoryDynamo): ReadonlyMap<string, Expected> =>
  new Map(
    stored(dynamo, 'RES#').map(({ sk, state, amount, source }) => [
      String(sk),
      { state: state as ReservationState, amount: Number(amount), source: source as ChargeSource },
    ]),
  );

const isAs = (a: Expected | undefined, b: Expected | undefined) =>
  a?.state === b?.state && a?.amount === b?.amount && a?.source === b?.source;

function wrongReservations(
  actual: ReadonlyMap<string, Expected>,
  expected: ReadonlyMap<string, Expected>,
): string | undefined {
  const names = new Set([...actual.keys(), ...expected.keys()]);
  const name = [...names].find((key) => !isAs(actual.get(key), expected.get(key)));
  if (name === undefined) return undefined;
  return `${name} is ${JSON.stringify(actual.get(name))}, and should be ${JSON.stringify(expected.get(name))}`;
}

/**
 * `committed` is the sum of all amounts of a month, `spent` of those no longer held, `live` counts the held ones, and the
 * budget names each of these.
 */
function wrongSums(dynamo: MemoryDynamo): string | undefined {
  const reservations = stored(dynamo, 'RES#');
  for (const budget of stored(dynamo, 'BUDGET#')) {
    const period = String(budget['sk']).slice('BUDGET#'.length);
    const all = reservations.filter(({ sk }) => String(sk).startsWith(`RES#${period}#`));
    const held = all.filter(({ state }) => state === 'held');
    const sum = (items: readonly Item[]) => items.reduce((total, { amount }) => total + Number(amount), 0);
    const due = { committed: sum(all), spent: sum(all) - sum(held), live: held.length };
    const named = Object.keys(budget).filter((name) => name.startsWith('hold#'));
    const heldNames = held.map(({ turnId }) => `hold#${String(turnId)}`);
    if (named.sort().join() !== heldNames.sort().join()) return `${period} names ${named}, and ${heldNames} are held`;
    for (const [name, value] of Object.entries(due)) {
      if (budget[name] !== value) return `${name} of ${period} is ${String(budget[name])}, the sum is ${value}`;
    }
  }
  return undefined;
}

function overspent(changes: readonly Change[], limit: number): string | undefined {
  const claims = changes.some(({ after }) => after?.['state'] === 'held');
  const budget = changes.find(({ after }) => String(after?.['sk']).startsWith('BUDGET#'));
  const committed = Number(budget?.after?.['committed'] ?? 0);
  const isMore = committed > Number(budget?.before?.['committed'] ?? 0);
  return claims && isMore && committed > limit ? `${committed} tokens were reserved of ${limit}` : undefined;
}
