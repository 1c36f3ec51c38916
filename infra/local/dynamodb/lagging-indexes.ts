import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LocalClock } from '../clock.ts';
import { createRandom } from '../faults/random.ts';
import type { TableSpec } from '../template/tables.ts';
import { type IndexCopy, type Item, startIndexCopy } from './index-copy.ts';
import { writtenItems } from './written-items.ts';

export interface LaggingIndexesOptions {
  /** A client of the engine with the tables. */
  readonly source: DynamoDBClient;
  readonly tables: readonly TableSpec[];
  /** Longest delay, in milliseconds. Each delay is random, from half of it on. */
  readonly lagMs: number;
  readonly seed: number;
  readonly clock: LocalClock;
  readonly say: (line: string) => void;
}

/** Indexes that show a write only after a while, as DynamoDB's do: they are read from a copy that lags. */
export interface LaggingIndexes {
  /** @returns the endpoint that answers this request, once no copy is overdue; `undefined` unless it reads an index. */
  endpointOf(operation: string, body: string): Promise<string | undefined>;
  /** To be called when a request has been carried out. */
  carriedOut(operation: string, body: string): void;
  close(): Promise<void>;
}

/**
 * Starts the indexes.
 *
 * Advancing the local clock brings them up to date, because so much time has then passed for everything else.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Writes
 */
export async function startLaggingIndexes(options: LaggingIndexesOptions): Promise<LaggingIndexes> {
  const { source, tables, lagMs, seed, clock, say } = options;
  const copy = await startIndexCopy(source, tables, say);
  const random = createRandom(seed);
  const pending = createPending(copy, () => (lagMs / 2) * (1 + random()), say);
  const stopListening = clock.onAdvance(pending.flush);
  return {
    async endpointOf(operation, body) {
      if (operation !== 'Query' || (JSON.parse(body) as { IndexName?: string }).IndexName === undefined) return;
      await pending.done();
      return copy.endpoint;
    },
    carriedOut(operation, body) {
      for (const { table, item } of writtenItems(operation, body)) {
        const key = copy.keyOf(table, item);
        if (key) pending.add(table, key);
      }
    },
    async close() {
      stopListening();
      await pending.close();
      await copy.close();
    },
  };
}

/** The items that have changed and are not copied yet. */
function createPending(copy: IndexCopy, delayMs: () => number, say: (line: string) => void) {
  const waiting = new Map<string, { readonly timer: NodeJS.Timeout; readonly run: () => void }>();
  const running = new Map<string, Promise<void>>();
  const begin = (id: string, table: string, key: Item) => {
    waiting.delete(id);
    // One copy of an item after another, so that an older state never replaces a newer one.
    const copying = (running.get(id) ?? Promise.resolve())
      .then(() => copy.copy(table, key))
      .catch((error: Error) => say(`an index could not be brought up to date: ${error.message}`))
      .finally(() => {
        if (running.get(id) === copying) running.delete(id);
      });
    running.set(id, copying);
  };
  return {
    /** An item that waits already keeps its time: the copy takes what the item is by then. */
    add(table: string, key: Item): void {
      const id = JSON.stringify([table, key]);
      if (waiting.has(id)) return;
      const run = () => begin(id, table, key);
      waiting.set(id, { timer: setTimeout(run, delayMs()), run });
    },
    flush(): void {
      for (const { timer, run } of [...waiting.values()]) {
        clearTimeout(timer);
        run();
      }
    },
    /** Resolves when every copy that has begun is done. */
    done: async () => void (await Promise.all(running.values())),
    async close(): Promise<void> {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
      await Promise.all(running.values());
    },
  };
}
