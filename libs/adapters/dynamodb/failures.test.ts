import { describe, expect, it } from 'vitest';
import { type Fate, fateOf, refusalOf, unavailable, unstorable, wasRepeated } from './failures.ts';

const named = (name: string, more: object = {}) => Object.assign(new Error('why'), { name, $metadata: {}, ...more });
const cancelled = (...codes: (string | undefined)[]) =>
  named('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

describe('the fate of a failed request', () => {
  it.each<[Fate, string]>([
    ['refused', 'ConditionalCheckFailedException'],
    ['busy', 'ProvisionedThroughputExceededException'],
    ['busy', 'ThrottlingException'],
    ['busy', 'TransactionConflictException'],
    ['busy', 'TransactionInProgressException'],
    ['busy', 'RequestLimitExceeded'],
    ['busy', 'Unprocessed'],
    ['unstorable', 'ValidationException'],
    ['unstorable', 'SerializationException'],
    ['unstorable', 'ItemCollectionSizeLimitExceededException'],
    ['unstorable', 'RequestEntityTooLargeException'],
    ['unknown', 'TimeoutError'],
    ['fault', 'ResourceNotFoundException'],
  ])('is %s after %s', (fate, name) => {
    expect(fateOf(named(name))).toBe(fate);
  });

  it.each<[Fate, ...(string | undefined)[]]>([
    ['refused', 'None', 'ConditionalCheckFailed'],
    ['refused', 'ValidationError', 'TransactionConflict', 'ConditionalCheckFailed'],
    ['busy', 'None', 'TransactionConflict'],
    ['busy', 'ValidationError', 'ThrottlingError'],
    ['busy', 'ProvisionedThroughputExceeded'],
    ['unstorable', undefined, 'ValidationError'],
    ['unstorable', 'None', 'ItemCollectionSizeLimitExceeded'],
    ['fault', 'None', 'AccessDenied'],
    ['fault'],
  ])('is %s when a transaction is cancelled for %s and %s', (fate, ...codes) => {
    expect(fateOf(cancelled(...codes))).toBe(fate);
  });

  it.each(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])(
    'is unknown after the network failed with %s',
    (code) => {
      expect(fateOf(Object.assign(new Error('why'), { code }))).toBe('unknown');
    },
  );

  it('is unknown after a server’s own error, and a fault after any other status', () => {
    expect(fateOf(named('InternalServerError', { $metadata: { httpStatusCode: 500 } }))).toBe('unknown');
    expect(fateOf(named('Other', { $metadata: { httpStatusCode: 499 } }))).toBe('fault');
  });

  it('is unstorable only for a plain error of the client itself', () => {
    expect(fateOf(new Error('Unsupported type passed'))).toBe('unstorable');
    expect(fateOf(Object.assign(new Error('why'), { code: 'EOTHER' }))).toBe('fault');
    expect(fateOf(Object.assign(new Error('why'), { $metadata: {} }))).toBe('fault');
    expect(fateOf(new TypeError('a bug'))).toBe('fault');
  });
});

it('knows a request that was sent more than once', () => {
  expect([1, 2].map((attempts) => wasRepeated(named('Any', { $metadata: { attempts } })))).toEqual([false, true]);
  expect(wasRepeated(new Error('no metadata'))).toBe(false);
});

it('tells which conditions failed, with the items as they are stored', () => {
  const item = { pk: { S: 'a' } };
  expect(refusalOf(named('ConditionalCheckFailedException', { Item: item }))).toEqual([{ failed: true, item }]);
  const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: item }];
  expect(refusalOf(named('TransactionCanceledException', { CancellationReasons }))).toEqual([
    { failed: false, item: undefined },
    { failed: true, item },
  ]);
  expect(refusalOf(new Error('no reasons'))).toEqual([]);
});

it('keeps the cause of a failure for the log, and says when a client may try again', () => {
  const cause = new Error('why');
  expect(unavailable(cause)).toMatchObject({ code: 'dependency_unavailable', cause, retryAfterMs: 1_000 });
  expect(unstorable(cause)).toMatchObject({ name: 'write_refused', cause });
});
