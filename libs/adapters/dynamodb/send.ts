import { createHash } from 'node:crypto';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { fateOf, type RawItem, refusalOf, unavailable, unstorable, wasRepeated } from './failures.ts';
import type { MainTable } from './storage.ts';
import type { TransactionItem } from './transaction-items.ts';

/**
 * The SDK retries first. Here mostly what it does not retry is retried: transaction conflicts. Twenty turns of one person
 * that start at once all get their turn.
 */
const TRIES = 8;
/** Callers hold a lease, or a user waits for them. */
const GIVE_UP_MS = 4_000;
const FIRST_WAIT_MS = 20;
/** DynamoDB's limit for `ClientRequestToken`. */
const TOKEN_LENGTH = 36;

/** @param parts - Everything that identifies the operation: its name, the turn, the epoch, the owner. */
export const digest = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, TOKEN_LENGTH);

/** Result of a conditional write. */
export type Written<Output> =
  | { readonly applied: true; readonly output: Output }
  | {
      readonly applied: false;
      /** One entry per item. */
      readonly refused: ReturnType<typeof refusalOf>;
      /** An earlier attempt of the same write got no response, so that attempt may have caused the refusal. */
      readonly unresolved: boolean;
    };

/**
 * Sends a read, or a repeatable write, until it is answered.
 *
 * @param seed - Spreads the waits of conflicting writers. Each writer has its own seed.
 * @throws {CoachError} `dependency_unavailable` when it stays throttled, in conflict or unanswered.
 * @throws {WriteRefused} when its content is refused.
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
      if (fate === 'unstorable') throw unstorable(error);
      if (fate === 'unknown') onUnresolved();
      if (tries + 1 >= TRIES || clock.now() - startedAt >= GIVE_UP_MS) throw unavailable(error);
      await clock.sleep(waitMs(seed, tries));
    }
  }
}

/**
 * Sends a conditional write until its result is known. A retry after a lost response is refused because of its own
 * first attempt. The caller detects this by the item returned with the refusal.
 */
export async function write<Output>(
  table: Pick<MainTable, 'clock'>,
  seed: string,
  attempt: () => Promise<Output>,
): Promise<Written<Output>> {
  let unresolved = false;
  try {
    const output = await send(table, seed, attempt, () => {
      unresolved = true;
    });
    return { applied: true, output };
  } catch (error) {
    if (fateOf(error) !== 'refused') throw error;
    return { applied: false, refused: refusalOf(error), unresolved: unresolved || wasRepeated(error) };
  }
}

/** Doubles with every attempt. The seed selects a value between half and all of it, so that a run is reproducible. */
function waitMs(seed: string, tries: number): number {
  const share = createHash('sha256').update(`${seed}${tries}`).digest().readUInt16BE() / 0xffff;
  return Math.round(FIRST_WAIT_MS * 2 ** tries * (0.5 + share / 2));
}

/**
 * Writes all items or none.
 *
 * The first item identifies the writer: a refusal returns the stored item, and `isMine` tells whether this same
 * operation wrote it. So nothing depends on how long DynamoDB remembers a token.
 *
 * @param operation - A {@link digest}. Together with the content it gives the token that all attempts of this
 * transaction share.
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
