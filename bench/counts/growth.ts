import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { newSession } from '#adapters/dynamodb/session-rows';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { sweep } from '#services/sweep';
import { createManualClock } from '#testing/manual-clock';
import { EVENTS_TABLE_NAME, TABLE_NAME } from '#testing/tables';
import { countTurn } from './count-turn.ts';
import { storageDollars } from './prices.ts';
import { createProduct, PERSON, type Product } from './product.ts';

const HOUR_MS = 60 * 60_000;
const PAGE = 20;

/** The cost of an operation on much and on little data; a ratio of 1 means no growth. */
export interface Growth {
  readonly grown: number;
  readonly small: number;
  readonly ratio: number;
}

const growthOf = (grown: number, small: number): Growth => ({ grown, small, ratio: grown / small });

/** Storage cost of the 300th turn of a session against the third, in dollars per million turns. */
export async function growthOfSession(): Promise<Growth> {
  const [late, early] = [
    await countTurn({ kind: 'coach_creator', tokens: 400, turnsBefore: 299 }),
    await countTurn({ kind: 'coach_creator', tokens: 400, turnsBefore: 2 }),
  ];
  return growthOf(storageDollars(late), storageDollars(early));
}

/** Storage cost of a turn of a person with 10,000 sessions against a person with one. */
export async function growthOfPerson(): Promise<Growth> {
  const beside = (product: Product) => manySessions(product, PERSON, 10_000);
  const [many, one] = [
    await countTurn({ kind: 'coach_creator', tokens: 400, beside }),
    await countTurn({ kind: 'coach_creator', tokens: 400 }),
  ];
  return growthOf(storageDollars(many), storageDollars(one));
}

/** Read units of a page of sessions: from a list of 10,000 against a list with one more than the page. */
export async function growthOfList(): Promise<Growth> {
  const readUnitsOf = async (count: number) => {
    const product = await createProduct([]);
    await manySessions(product, PERSON, count);
    const before = product.dynamo.consumed().readUnits;
    const sessions = createDynamoSessions(storageOf(product));
    await sessions.list({ sub: PERSON, kind: 'coach_creator', limit: PAGE, sortOrder: 'desc' });
    return product.dynamo.consumed().readUnits - before;
  };
  return growthOf(await readUnitsOf(10_000), await readUnitsOf(PAGE + 1));
}

/** Read units of a sweep over the same due sessions, with 100,000 other sessions in the table against none. */
export async function growthOfTable(): Promise<Growth> {
  const DUE = 320;
  const readUnitsOf = async (others: number) => {
    const product = await createProduct([]);
    const { clock, dynamo, deps } = product;
    await manySessions(product, 'everybody', others, 2 * HOUR_MS);
    await manySessions(product, 'the-late', DUE, -HOUR_MS);
    const storage = storageOf(product);
    const before = dynamo.consumed().readUnits;
    const swept = await sweep(
      { dryRun: true, deadline: new AbortController().signal },
      {
        ...deps,
        clock: createManualClock(clock.now()),
        turns: createDynamoTurns(storage),
        sessions: createDynamoSessions(storage),
        generations: createDynamoGenerations(storage),
        due: createDynamoDue(storage),
        outbox: createDynamoOutbox(storage),
      },
    );
    if (swept.sessionsExpired !== DUE) throw new Error(`${swept.sessionsExpired} of ${DUE} due sessions were found`);
    return dynamo.consumed().readUnits - before;
  };
  return growthOf(await readUnitsOf(100_000), await readUnitsOf(0));
}

const storageOf = ({ dynamo, clock }: Product) => ({
  client: dynamo.client,
  tableName: TABLE_NAME,
  eventsTableName: EVENTS_TABLE_NAME,
  clock,
});

async function manySessions({ put, clock }: Product, sub: string, count: number, endsInMs = HOUR_MS): Promise<void> {
  for (let place = 0; place < count; place += 1) {
    const ref = { sub, kind: 'coach_creator', sessionId: `01JE${String(place).padStart(22, '0')}` } as const;
    const expiresAt = new Date(clock.now() + endsInMs).toISOString();
    await put(newSession({ ref, now: clock.now() - place, expiresAt, state: {}, messages: [] }));
  }
}
