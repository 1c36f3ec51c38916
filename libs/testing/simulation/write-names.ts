import type { Command } from '../memory-dynamo/engine.ts';

/** The purpose of a command of the adapters. */
export type Deed =
  | 'read'
  | 'claim'
  | 'takeover'
  | 'charge'
  | 'finish'
  | 'close'
  | 'park'
  | 'tombstone'
  | 'release'
  | 'hold'
  | 'topUp'
  | 'heartbeat'
  | 'follow'
  | 'countRequest'
  | 'restart'
  | 'count'
  | 'stop'
  | 'append'
  | 'expireSession'
  | 'postpone'
  | 'forget'
  | 'claimBuild'
  | 'renewBuild'
  | 'completeBuild'
  | 'requeueBuild'
  | 'failBuild'
  | 'failAbandonedBuild'
  | 'retryBuild'
  | 'delete'
  | 'remove'
  | 'other';

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The parts of a write that show its purpose. */
export interface Write {
  readonly TableName?: string;
  readonly Key?: Key;
  readonly Item?: Readonly<Record<string, unknown>>;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}

export type TransactItem = Readonly<Partial<Record<'Put' | 'Update' | 'Delete' | 'ConditionCheck', Write>>>;

export interface Input extends Write {
  readonly TransactItems?: readonly TransactItem[];
  readonly ClientRequestToken?: string;
  readonly KeyConditionExpression?: string;
  readonly RequestItems?: unknown;
}

export const writeOf = (item: TransactItem): Write =>
  item.Put ?? item.Update ?? item.Delete ?? item.ConditionCheck ?? {};

/** The sort key of the written item. */
export const skOf = ({ Key, Item }: Write): string => String(Key?.sk ?? Item?.['sk'] ?? '');

export function deedOf(command: Command): Deed {
  const input = command.input as Input;
  const name = command.constructor.name;
  if (input.TransactItems) return transaction(input.TransactItems.map(writeOf));
  if (name === 'UpdateCommand') return update(input);
  if (name === 'PutCommand') return 'append';
  if (name === 'BatchWriteCommand') return 'remove';
  return name === 'DeleteCommand' ? 'forget' : 'read';
}

function transaction(writes: readonly Write[]): Deed {
  const [first = {}] = writes;
  const values = first.ExpressionAttributeValues ?? {};
  const sk = skOf(first);
  if (sk.startsWith('RES#')) {
    if (first.Item) return first.Item['state'] === 'settled' ? 'charge' : 'hold';
    if (!(':new_state' in values)) return 'topUp';
    return writes.some((write) => skOf(write).startsWith('TURN#')) ? 'park' : 'release';
  }
  if (sk.startsWith('COACH#')) return 'retryBuild';
  if (sk.startsWith('SESSION#') && ':limit' in values) return 'count';
  if (':new_deletedAt' in values) return 'delete';
  if (!sk.startsWith('TURN#')) return 'other';
  if (first.Item) return first.Item['isTombstone'] ? 'tombstone' : 'claim';
  if (values[':new_state'] === 'running') return 'takeover';
  return ':epochRead' in values || ':new_epoch' in values ? 'close' : 'finish';
}

function update(input: Write): Deed {
  const values = input.ExpressionAttributeValues ?? {};
  const sk = skOf(input);
  if (sk.startsWith('SESSION#')) return ':limit' in values ? 'count' : 'expireSession';
  if (sk.startsWith('TURN#')) {
    if (':new_followedUntil' in values) return 'follow';
    if (':new_stopAt' in values) return 'stop';
    return ':new_begunBy' in values ? 'restart' : 'heartbeat';
  }
  if (sk.startsWith('RATE#')) return 'countRequest';
  if (!sk.startsWith('COACH#')) return 'postpone';
  const state = String(values[':new_build_state']);
  const deeds: Record<string, Deed> = {
    building: 'claimBuild',
    ready: 'completeBuild',
    queued: 'requeueBuild',
    failed: ':orderId' in values ? 'failAbandonedBuild' : 'failBuild',
  };
  return deeds[state] ?? 'renewBuild';
}

/** All writes of a command. */
export function writesOf(command: Command): readonly Write[] {
  const input = command.input as Input;
  return input.TransactItems ? input.TransactItems.map(writeOf) : [input];
}

/** The keys of all items in a command. */
export const keysOf = (command: Command): readonly Key[] =>
  writesOf(command).map(({ Key: key, Item }) => ({
    pk: String(key?.pk ?? Item?.['pk']),
    sk: String(key?.sk ?? Item?.['sk']),
  }));
