import { describe, expect, it } from 'vitest';
import {
  conditionFailed,
  conflicted,
  lostResponse,
  serviceDown,
  throttled,
  transactionCanceled,
  validationFailed,
} from '#testing/memory-dynamo/errors';
import { createStoreClock, NOW } from '#testing/storage-fixtures';
import { fateOf } from './failures.ts';
import { digest, send, write } from './send.ts';

const named = (name: string, fields: object = {}) => Object.assign(new Error(name), { name, ...fields });
const refusedItem = { code: 'ConditionalCheckFailed', message: '' } as const;

describe('fateOf', () => {
  it.each([
    [conditionFailed(undefined), 'refused'],
    [transactionCanceled([undefined, refusedItem]), 'refused'],
    [transactionCanceled([refusedItem, { code: 'TransactionConflict', message: '' }]), 'refused'],
    [conflicted(3), 'busy'],
    [transactionCanceled([{ code: 'ThrottlingError', message: '' }]), 'busy'],
    [transactionCanceled([{ code: 'ValidationError', message: '' }]), 'unstorable'],
    [transactionCanceled([{ code: 'ValidationError', message: '' }, refusedItem]), 'refused'],
    [throttled(), 'busy'],
    [named('TransactionInProgressException'), 'busy'],
    [serviceDown(), 'unknown'],
    [lostResponse(), 'unknown'],
    [named('Error', { code: 'ECONNREFUSED' }), 'unknown'],
    [named('SyntaxError', { $metadata: { httpStatusCode: 502 } }), 'unknown'],
    [validationFailed('x'), 'unstorable'],
    [named('SerializationException', { $metadata: { httpStatusCode: 400 } }), 'unstorable'],
    [named('RequestEntityTooLargeException', { $metadata: { httpStatusCode: 413 } }), 'unstorable'],
    [new Error('Unsupported type passed: [object Object].'), 'unstorable'],
    [named('AccessDeniedException', { $metadata: { httpStatusCode: 400 } }), 'fault'],
    [named('CredentialsProviderError'), 'fault'],
    [named('Error', { code: 'EPROTO' }), 'fault'],
    [new TypeError('x'), 'fault'],
  ] as const)('classifies %s as %s', (error, fate) => {
    expect(fateOf(error)).toBe(fate);
  });
});

describe('send', () => {
  /** Time of each attempt, in milliseconds since the first. */
  const tries = async (seed: string, failures: number) => {
    const clock = createStoreClock();
    const made: number[] = [];
    await send({ clock }, seed, async () => {
      made.push(clock.now() - NOW);
      if (made.length <= failures) throw throttled();
    });
    return made;
  };

  it('waits longer before each retry, with a jitter that depends on the seed only', async () => {
    const [one, again, other] = [await tries('one', 7), await tries('one', 7), await tries('other', 7)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    const waits = one.slice(1).map((at, place) => at - (one[place] ?? 0));
    waits.forEach((wait, place) => {
      expect(wait).toBeGreaterThanOrEqual(10 * 2 ** place);
      expect(wait).toBeLessThanOrEqual(20 * 2 ** place);
    });
  });

  it('gives up after eight attempts', async () => {
    await expect(tries('one', 8)).rejects.toMatchObject({ code: 'dependency_unavailable', retryAfterMs: 1_000 });
  });

  it('gives up when the attempts themselves take too long', async () => {
    const clock = createStoreClock();
    let made = 0;
    const slow = send({ clock }, 'x', async () => {
      made += 1;
      clock.move(3_000);
      throw lostResponse();
    });
    await expect(slow).rejects.toMatchObject({ code: 'dependency_unavailable' });
    expect(made).toBe(2);
  });

  it('marks a refusal as unresolved when an earlier attempt may have been applied', async () => {
    const clock = createStoreClock();
    const errors = [lostResponse(), conditionFailed(undefined)];
    const refusing = () => write({ clock }, 'x', () => Promise.reject(errors.shift()));
    expect(await refusing()).toMatchObject({ applied: false, unresolved: true });
    errors.push(conditionFailed(undefined));
    expect(await refusing()).toMatchObject({ applied: false, unresolved: false });
    errors.push(Object.assign(conditionFailed(undefined), { $metadata: { attempts: 2 } }));
    expect(await refusing()).toMatchObject({ applied: false, unresolved: true });
  });
});

it('makes valid client request tokens that depend on each part', () => {
  expect(digest('claim', 'turn', 1)).toMatch(/^[\w-]{36}$/);
  expect(digest('a', 'bc')).not.toBe(digest('ab', 'c'));
});
