import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import { CoachError } from '#ports/errors';

/** An item with its types: lib-dynamodb does not unmarshall what exceptions carry. */
export type RawItem = Readonly<Record<string, AttributeValue | undefined>>;

/**
 * What a failed request means:
 * `refused` a condition failed, nothing was written · `busy` nothing was written, try again ·
 * `unknown` it may have been applied · `fault` ours, no use in trying again.
 */
export type Fate = 'refused' | 'busy' | 'unknown' | 'fault';

/** Names and not classes: an exception is told by its name whichever copy of the SDK made it. */
const BUSY = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'Unprocessed',
]);
const BUSY_REASONS = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);
const NETWORK = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** DynamoDB did a part of a batch and left the rest for later. */
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
  if (name === 'TimeoutError' || NETWORK.has(code) || ($metadata?.httpStatusCode ?? 0) >= 500) return 'unknown';
  return 'fault';
}

function cancelled(codes: readonly string[]): Fate {
  if (codes.includes('ConditionalCheckFailed')) return 'refused';
  return codes.some((code) => BUSY_REASONS.has(code)) ? 'busy' : 'fault';
}

const reasonsOf = (error: unknown): readonly CancellationReason[] => (error as Failure).CancellationReasons ?? [];

/** The SDK has sent the request more than once, so an earlier one may have been applied unseen. */
export const wasRepeated = (error: unknown): boolean => ((error as Failure).$metadata?.attempts ?? 1) > 1;

/** Which conditions failed, and the items that stood against them where they were asked for. One entry for each item. */
export function refusalOf(error: unknown): readonly { readonly failed: boolean; readonly item: RawItem | undefined }[] {
  const { name, Item } = error as Failure;
  if (name === 'ConditionalCheckFailedException') return [{ failed: true, item: Item }];
  return reasonsOf(error).map((reason) => ({ failed: reason.Code === 'ConditionalCheckFailed', item: reason.Item }));
}

/** What was foreseen becomes a problem that a client may wait out; the rest flies on and is `internal`. */
export const unavailable = (cause: unknown): CoachError =>
  new CoachError('dependency_unavailable', 'DynamoDB did not answer', { cause, retryAfterMs: 1_000 });
