import { createHash } from 'node:crypto';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { fateOf, type RawItem, refusalOf, unavailable, wasRepeated } from './failures.ts';
import type { MainTable } from './storage.ts';
import type { TransactionItem } from './transaction-items.ts';

/** The SDK has retried before we do; what is retried here is above all what it does not: transaction conflicts. */
const TRIES = 6;
/** Whoever waits has a lease or a person behind them. */
const GIVE_UP_MS = 4_000;
const FIRST_WAIT_MS = 20;
/** DynamoDB's limit for `ClientRequestToken`. */
const TOKEN_LENGTH = 36;

/** @param parts - Whatever makes this operation itself: its name, the turn, the epoch, the owner. */
export const digest = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, TOKEN_LENGTH);

/** What became of a conditional write. */
export type Written<Output> =
  | { readonly applied: true; readonly output: Output }
  | {
      readonly applied: false;
      /** One entry for each item. */
      readonly refused: ReturnType<typeof refusalOf>;
      /** An earlier try of the same write was not answered: it may be that one which stands against this. */
      readonly doubtful: boolean;
    };

/**
 * Sends a read, or a write that may be repeated, until it is answered.
 *
 * @param seed - Spreads the waiting of those who are in each other's way; each has its own.
 * @throws {CoachError} `dependency_unavailable` when it stays throttled, in conflict or unanswered.
 */
export async function send<Output>(
  { clock }: Pick<MainTable, 'clock'>,
  seed: string,
  attempt: () => Promise<Output>,
  onUnresolved = () => {},
): Promise<Output> {
  const startedAt = clock.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const fate = fateOf(error);
      if (fate === 'fault' || fate === 'refused') throw error;
      if (fate === 'unknown') onUnresolved();
      if (tries + 1 >= TRIES || clock.now() - startedAt >= GIVE_UP_MS) throw unavailable(error);
      await clock.sleep(waitMs(seed, tries));
    }
  }
}

/**
 * Sends a conditional write until its fate is known. Sent again after an answer was lost, it is refused by what it has
 * written itself; the caller tells that by the item that refused.
 */
export async function write<Output>(
  table: Pick<MainTable, 'clock'>,
  seed: string,
  attempt: () => Promise<Output>,
): Promise<Written<Output>> {
  let doubtful = false;
  try {
    const output = await send(table, seed, attempt, () => {
      doubtful = true;
    });
    return { applied: true, output };
  } catch (error) {
    if (fateOf(error) !== 'refused') throw error;
    return { applied: false, refused: refusalOf(error), doubtful: doubtful || wasRepeated(error) };
  }
}

/** Doubles with every try; between half and the whole of it, by the seed, so that a run can be repeated exactly. */
function waitMs(seed: string, tries: number): number {
  const share = createHash('sha256').update(`${seed}${tries}`).digest().readUInt16BE() / 0xffff;
  return Math.round(FIRST_WAIT_MS * 2 ** tries * (0.5 + share / 2));
}

/**
 * Writes all items or none.
 *
 * The first item decides whose doing a refusal is: it returns its item, and `isMine` says whether that is what this very
 * operation has left there. So nothing depends on how long DynamoDB remembers a token.
 *
 * @param operation - Of {@link digest}; with the content it makes the token that all tries of this transaction share.
 * @returns `undefined` when it was applied, otherwise which items were refused.
 */
export async function transact(
  table: MainTable,
  operation: string,
  items: readonly TransactionItem[],
  isMine: (item: RawItem) => boolean,
): Promise<readonly boolean[] | undefined> {
  const command = new TransactWriteCommand({
    TransactItems: [...items],
    ClientRequestToken: digest(operation, JSON.stringify(items)),
  });
  const written = await write(table, operation, () => table.client.send(command));
  if (written.applied) return undefined;
  const [first] = written.refused;
  if (first?.item && isMine(first.item)) return undefined;
  return written.refused.map(({ failed }) => failed);
}
