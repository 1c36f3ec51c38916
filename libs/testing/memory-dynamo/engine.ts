import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { tokenReused, validationFailed } from './errors.ts';
import { placeholders } from './paths.ts';
import { batchGet, get, query, type Read } from './reading.ts';
import { createTable, type Table } from './storage.ts';
import { type Item, thaw } from './values.ts';
import { type Change, type TransactionItem, writeAll, writeOne } from './writing.ts';

/** How long DynamoDB remembers a transaction's token. */
const TOKEN_MS = 10 * 60_000;
const BATCH_WRITES = 25;

/** A command of the document client, identified with `instanceof`. */
export interface Command {
  readonly input: object;
}

/** Hooks by which a test interferes. All may be set and unset at any time. */
export interface Hooks {
  /**
   * Runs before a command is processed. If it throws, nothing is applied; if it never resolves, the caller has crashed.
   */
  beforeApply?: (command: Command) => Promise<void> | void;
  /** Runs after a command was applied. If it throws, the response is lost. */
  afterApply?: (command: Command) => Promise<void> | void;
  /** Runs after every write with all its changes. Refused writes have none. */
  onWrite?: (changes: readonly Change[]) => void;
  /** True when this key of a batch stays unprocessed. */
  isLeft?: (key: Item) => boolean;
}

export interface Consumed {
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface MemoryDynamo {
  /** Implements `send` for the commands that our adapters use. Everything else of a client is missing. */
  readonly client: DynamoDBDocumentClient;
  readonly hooks: Hooks;
  /** All stored items, frozen, by partition and sort key. */
  items(tableName: string): Iterable<Item>;
  /** Since the engine was created. */
  consumed(): Consumed;
  /** Simulates an engine that was restarted and lost the tokens of its transactions. */
  forgetTokens(): void;
}

interface State {
  readonly tables: ReadonlyMap<string, Table>;
  readonly tokens: Map<string, { readonly request: TransactWriteCommandInput; readonly until: number }>;
  readonly hooks: Hooks;
  readonly now: () => number;
  calls: number;
  readUnits: number;
  writeUnits: number;
}

/**
 * DynamoDB in memory, limited to what the adapters use: expressions, conditions, transactions, index queries,
 * exceptions and capacity behave as in the service. An index is never stale, and TTL deletes nothing.
 *
 * @param now - Milliseconds. Only the memory for transaction tokens depends on it.
 */
export function createMemoryDynamo(
  definitions: readonly CreateTableCommandInput[],
  now: () => number = Date.now,
): MemoryDynamo {
  const tables = new Map(definitions.map((definition) => [definition.TableName ?? '', createTable(definition)]));
  const state: State = { tables, tokens: new Map(), hooks: {}, now, calls: 0, readUnits: 0, writeUnits: 0 };
  const send = async (command: Command): Promise<unknown> => {
    state.calls += 1;
    await state.hooks.beforeApply?.(command);
    const output = apply(command, state);
    await state.hooks.afterApply?.(command);
    return output;
  };
  return {
    client: { send } as unknown as DynamoDBDocumentClient,
    hooks: state.hooks,
    *items(tableName) {
      for (const { item } of tableOf(state, tableName).all()) yield item;
    },
    consumed: () => ({ calls: state.calls, readUnits: state.readUnits, writeUnits: state.writeUnits }),
    forgetTokens: () => state.tokens.clear(),
  };
}

function apply(command: Command, state: State): unknown {
  if (command instanceof GetCommand) return reading(state, get(tableOf(state, command.input.TableName), command.input));
  if (command instanceof BatchGetCommand) {
    return reading(
      state,
      batchGet((name) => tableOf(state, name), command.input, state.hooks.isLeft ?? (() => false)),
    );
  }
  if (command instanceof QueryCommand) {
    const { input } = command;
    const given = placeholders(input, input.KeyConditionExpression, input.FilterExpression, input.ProjectionExpression);
    return reading(state, query(tableOf(state, input.TableName), input, given));
  }
  if (command instanceof PutCommand)
    return single({ is: 'Put', input: command.input }, command.input.ReturnValues, state);
  if (command instanceof UpdateCommand) {
    return single({ is: 'Update', input: command.input }, command.input.ReturnValues, state);
  }
  if (command instanceof DeleteCommand) {
    return single({ is: 'Delete', input: command.input }, command.input.ReturnValues, state);
  }
  if (command instanceof BatchWriteCommand) return batchWrite(command.input, state);
  if (command instanceof TransactWriteCommand) return transact(command.input, state);
  throw validationFailed(`not known in memory: ${command.constructor.name}`);
}

function tableOf({ tables }: State, name: string | undefined): Table {
  const table = tables.get(name ?? '');
  if (!table) throw validationFailed(`Cannot do operations on a non-existent table: ${name}`);
  return table;
}

function reading(state: State, { output, units }: Read<unknown>): unknown {
  state.readUnits += units;
  return output;
}

function written(state: State, write: (spend: (units: number) => void) => readonly Change[]): readonly Change[] {
  const changes = write((units) => {
    state.writeUnits += units;
  });
  if (changes.length > 0) state.hooks.onWrite?.(changes);
  return changes;
}

function single(write: TransactionItem, returnValues: string | undefined, state: State): unknown {
  const [change] = written(state, (spend) => writeOne(write, (name) => tableOf(state, name), spend));
  if (returnValues !== undefined && !['NONE', 'ALL_OLD', 'ALL_NEW'].includes(returnValues)) {
    throw validationFailed(`not known in memory: ReturnValues ${returnValues}`);
  }
  const item = { ALL_OLD: change?.before, ALL_NEW: change?.after }[returnValues ?? ''];
  return item ? { Attributes: thaw(item) } : {};
}

function batchWrite({ RequestItems = {} }: BatchWriteCommandInput, state: State): unknown {
  const UnprocessedItems: Record<string, unknown> = {};
  const requests = Object.entries(RequestItems).flatMap(([name, list]) => list.map((request) => ({ name, request })));
  if (requests.length === 0 || requests.length > BATCH_WRITES)
    throw validationFailed('BatchWriteItem takes 1 to 25 requests');
  for (const { name, request } of requests) {
    const { PutRequest, DeleteRequest } = request;
    const key = (PutRequest?.Item ?? DeleteRequest?.Key ?? {}) as Item;
    if (state.hooks.isLeft?.(key)) {
      UnprocessedItems[name] = [...((UnprocessedItems[name] as unknown[]) ?? []), request];
      continue;
    }
    const write: TransactionItem = PutRequest
      ? { is: 'Put', input: { TableName: name, Item: PutRequest.Item } }
      : { is: 'Delete', input: { TableName: name, Key: DeleteRequest?.Key } };
    written(state, (spend) => writeOne(write, (wanted) => tableOf(state, wanted), spend));
  }
  return { UnprocessedItems };
}

function transact(input: TransactWriteCommandInput, state: State): unknown {
  const token = input.ClientRequestToken;
  const known = token === undefined ? undefined : state.tokens.get(token);
  if (known && known.until > state.now()) {
    if (JSON.stringify(known.request) !== JSON.stringify(input)) throw tokenReused();
    state.readUnits += 2 * (input.TransactItems?.length ?? 0);
    return {};
  }
  if (token !== undefined && (token.length < 1 || token.length > 36))
    throw validationFailed('ClientRequestToken has 1 to 36 characters');
  written(state, (spend) => writeAll(input, (name) => tableOf(state, name), spend));
  // Only applied transactions are remembered. A cancelled one may be sent again with its token.
  if (token !== undefined) state.tokens.set(token, { request: input, until: state.now() + TOKEN_MS });
  return {};
}
