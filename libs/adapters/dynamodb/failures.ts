import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import { CoachError, WriteRefused } from '#ports/errors';

/** An item with DynamoDB types, because lib-dynamodb does not unmarshal the items of exceptions. */
export type RawItem = Readonly<Record<string, AttributeValue | undefined>>;

/**
 * Classification of a failed request:
 * `refused` a condition failed, nothing was written · `unstorable` the content was refused, nothing was written ·
 * `busy` nothing was written, retry · `unknown` it may have been applied · `fault` our bug, do not retry.
 */
export type Fate = 'refused' | 'unstorable' | 'busy' | 'unknown' | 'fault';

/** Names instead of classes, because an exception may come from another copy of the SDK. */
const BUSY = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'Unprocessed',
]);
const BUSY_REASONS = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);
const UNSTORABLE = new Set([
  'ValidationException',
  'SerializationException',
  'ItemCollectionSizeLimitExceededException',
  'RequestEntityTooLargeException',
]);
const UNSTORABLE_REASONS = new Set(['ValidationError', 'ItemCollectionSizeLimitExceeded']);
const NETWORK = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** DynamoDB processed a part of a batch and returned the rest as unprocessed. */
export class Unprocessed extends Error {
  override readonly name = 'Unprocessed';
}

interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly Item?: RawItem;
  readonly CancellationReasons?: readonly CancellationReason[];
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

export function fateOf(error: unknown): Fate {
  const { name = '', code = '', $metadata } = error as Failure;
  if (name === 'ConditionalCheckFailedException') return 'refused';
  if (name === 'TransactionCanceledException') return cancelled(reasonsOf(error).map(({ Code }) => Code ?? 'None'));
  if (BUSY.has(name)) return 'busy';
  if (UNSTORABLE.has(name) || isUnsendable(error as Failure)) return 'unstorable';
  if (name === 'TimeoutError' || NETWORK.has(code) || ($metadata?.httpStatusCode ?? 0) >= 500) return 'unknown';
  return 'fault';
}

/** The document client throws a plain error for a value that it cannot convert. */
const isUnsendable = ({ name, code, $metadata }: Failure): boolean =>
  name === 'Error' && code === undefined && $metadata === undefined;

function cancelled(codes: readonly string[]): Fate {
  if (codes.includes('ConditionalCheckFailed')) return 'refused';
  if (codes.some((code) => BUSY_REASONS.has(code))) return 'busy';
  return codes.some((code) => UNSTORABLE_REASONS.has(code)) ? 'unstorable' : 'fault';
}

const reasonsOf = (error: unknown): readonly CancellationReason[] => (error as Failure).CancellationReasons ?? [];

/** True when the SDK has sent the request more than once, so that an earlier attempt may have been applied. */
export const wasRepeated = (error: unknown): boolean => ((error as Failure).$metadata?.attempts ?? 1) > 1;

/**
 * Which conditions failed, and the stored items where the request asked for them. One entry per item of the request.
 */
export function refusalOf(error: unknown): readonly { readonly failed: boolean; readonly item: RawItem | undefined }[] {
  const { name, Item } = error as Failure;
  if (name === 'ConditionalCheckFailedException') return [{ failed: true, item: Item }];
  return reasonsOf(error).map((reason) => ({ failed: reason.Code === 'ConditionalCheckFailed', item: reason.Item }));
}

/** The problem for a storage failure that a client can wait out. Other errors are rethrown and become `internal`. */
export const unavailable = (cause: unknown): CoachError =>
  new CoachError('dependency_unavailable', 'DynamoDB did not answer', { cause, retryAfterMs: 1_000 });

export const unstorable = (cause: unknown): WriteRefused =>
  new WriteRefused('DynamoDB refused the content of a write', { cause });
