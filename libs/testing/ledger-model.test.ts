import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoReservations } from '#adapters/dynamodb/reservations';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { steps } from './ledger-actions.ts';
import { type LedgerUnderTest, runLedger } from './ledger-machine.ts';
import { createMemoryDynamo } from './memory-dynamo/engine.ts';
import { createStoreClock, openSession, somebody } from './storage-fixtures.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from './tables.ts';

const RUNS = 1_000;
const SESSIONS = 5;

/** One user with some sessions that never end, in an empty store. */
async function createLedger() {
  const clock = createStoreClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const sessions = createDynamoSessions(storage);
  const ports = {
    turns: createDynamoTurns(storage),
    due: createDynamoDue(storage),
    reservations: createDynamoReservations(storage),
  };
  const store: LedgerUnderTest = { dynamo, clock, ...ports };
  const sub = somebody();
  const refs = [];
  for (let session = 0; session < SESSIONS; session += 1)
    refs.push(await openSession({ sessions }, sub, { expiresAt: null }));
  return { store, refs };
}

it('keeps the ledger correct after every write when calls are late, repeated or unanswered', async () => {
  const totals = { calls: 0, applied: 0 };
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      const { store, refs } = await createLedger();
      const { calls, applied } = await runLedger(store, refs, run);
      totals.calls += calls;
      totals.applied += applied;
    }),
    { numRuns: RUNS },
  );
  // A machine that makes no calls, or whose calls are always refused, would prove nothing.
  expect(totals.calls).toBeGreaterThan(5 * RUNS);
  expect(totals.applied / totals.calls).toBeGreaterThan(0.3);
});
