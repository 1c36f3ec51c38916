import { CloudFormationServiceException } from '@aws-sdk/client-cloudformation';
import { ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import type { Account } from './account.ts';
import { checkBootstrap, checkConcurrency, checkModel, checkNode, checkRegion } from './checks.ts';
import { examine, failed, lineOf, ok } from './finding.ts';

const caller = { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/a' };
const missing = () => new ResourceNotFoundException({ message: 'Function not found', $metadata: {} });
const named = (name: string, message = 'no') => Object.assign(new Error(message), { name });
const rejects = (error: Error) => () => Promise.reject(error);

describe('the check of Node', () => {
  it('passes on the locked version, and says how to get it on another', async () => {
    expect(await checkNode('24.21.0', '24.21.0')).toEqual(ok('24.21.0'));
    expect(await checkNode('20.20.2', '24.21.0')).toMatchObject({
      result: 'failed',
      says: expect.stringMatching(/run npm run doctor/),
    });
  });
});

describe('the check of the Region', () => {
  const place = { region: 'eu-west-1', arn: caller.arn, streamFunction: 'f' };
  const there: Pick<Account, 'findBedrock' | 'tryStream'> = {
    findBedrock: async () => undefined,
    tryStream: async () => undefined,
  };

  it.each([
    ['that is deployed', there.tryStream],
    ['that is not deployed yet', rejects(missing())],
  ])('passes with a function %s', async (_, tryStream) => {
    expect(await checkRegion({ ...there, tryStream }, place)).toEqual(ok('eu-west-1 has Bedrock and streams'));
  });

  it.each([
    ['another partition', there, { ...place, arn: 'arn:aws-cn:iam::1:user/a' }, /another partition/],
    [
      'no Bedrock',
      { ...there, findBedrock: rejects(Object.assign(named('Error'), { code: 'ENOTFOUND' })) },
      place,
      /no Bedrock/,
    ],
    ['no streams', { ...there, tryStream: rejects(named('UnknownOperationException')) }, place, /does not stream/],
  ])('fails for %s', async (_, account, at, words) => {
    expect(await checkRegion(account, at)).toMatchObject({ result: 'failed', says: expect.stringMatching(words) });
  });

  it.each([
    [
      'a network that is down',
      { ...there, findBedrock: rejects(Object.assign(named('Error'), { code: 'EAI_AGAIN' })) },
    ],
    ['a missing right', { ...there, tryStream: rejects(named('AccessDeniedException')) }],
  ])('does not take %s for a Region that lacks something', async (_, account) => {
    await expect(checkRegion(account, place)).rejects.toThrow();
  });
});

describe('the check of the bootstrap', () => {
  const at = { caller, region: 'eu-west-1', needed: 6 };
  const run = 'run npx cdk bootstrap aws://123456789012/eu-west-1';
  const none = new CloudFormationServiceException({
    name: 'ValidationError',
    message: 'Stack with id CDKToolkit does not exist',
    $fault: 'client',
    $metadata: {},
  });

  it.each([
    [{ status: 'CREATE_COMPLETE', version: 6 }, ok('version 6')],
    [{ status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', version: 30 }, ok('version 30')],
    [{ status: 'ROLLBACK_COMPLETE', version: 0 }, failed(`its stack is ROLLBACK_COMPLETE: ${run}`)],
    [{ status: 'CREATE_COMPLETE', version: 5 }, failed(`version 5 is older than 6: ${run}`)],
  ])('says of the stack %j what it needs', async (stack, finding) => {
    expect(await checkBootstrap({ bootstrapStack: async () => stack }, at)).toEqual(finding);
  });

  it('says how to create a stack that is missing', async () => {
    expect(await checkBootstrap({ bootstrapStack: rejects(none) }, at)).toEqual(failed(run));
  });

  it('does not take a missing right for a missing stack', async () => {
    await expect(checkBootstrap({ bootstrapStack: rejects(named('AccessDenied')) }, at)).rejects.toThrow();
  });
});

describe('the check of the concurrency', () => {
  const reservations = new Map([
    ['stream', 100],
    ['job', 10],
  ]);
  const account = (limit: number, unreserved: number, reservedBy: Account['reservedBy'] = rejects(missing())) => ({
    concurrency: async () => ({ limit, unreserved }),
    reservedBy,
  });

  it('passes where nothing is reserved, and warns of the quota of a new account', async () => {
    expect(await checkConcurrency(account(1000, 1000), new Map())).toEqual(ok('1000 executions at once'));
    expect(await checkConcurrency(account(10, 10), new Map())).toEqual(
      ok('10 executions at once, so 10 turns at once: raise the quota L-B99A9384 before people come'),
    );
  });

  it.each([
    ['before the first deployment', account(210, 210)],
    ['when the stage has its reservation', account(210, 100, async (name) => reservations.get(name) ?? 0)],
  ])('passes with just enough %s', async (_, enough) => {
    expect(await checkConcurrency(enough, reservations)).toMatchObject({ result: 'ok' });
  });

  it.each([
    ['a new account', account(10, 10), '0 are free', 'to 210,'],
    ['one too few', account(209, 209), '109 are free', 'to 210,'],
    ['other reservations', account(1000, 150), '50 are free', 'to 1060,'],
  ])('fails for %s and names the quota that is enough', async (_, few, free, quota) => {
    const { result, says } = await checkConcurrency(few, reservations);
    expect([result, says]).toEqual(['failed', expect.stringContaining(free)]);
    expect(says).toContain(quota);
    expect(says).toContain('-c STREAM_CONCURRENCY=off -c JOB_CONCURRENCY=off');
  });

  it('does not take a missing right for a function without a reservation', async () => {
    const denied = account(1000, 1000, rejects(named('AccessDeniedException')));
    await expect(checkConcurrency(denied, reservations)).rejects.toThrow();
  });
});

describe('the check of a model', () => {
  const model = { id: 'us.a.model', purpose: 'main' } as const;

  it('passes when the model answers, and explains a refusal', async () => {
    expect(await checkModel({ callModel: async () => undefined }, model)).toEqual(ok('answers'));
    const legacy = named('ResourceNotFoundException', 'This Model is marked by provider as Legacy');
    expect(await checkModel({ callModel: rejects(legacy) }, model)).toMatchObject({
      result: 'failed',
      says: expect.stringMatching(/marks it as Legacy/),
    });
  });
});

describe('a finding', () => {
  it('is one line', () => {
    expect(lineOf({ subject: 'Node', ...ok('24.21.0') })).toBe('ok      Node: 24.21.0');
    expect(lineOf({ subject: 'bootstrap', ...failed('run it') })).toBe('failed  bootstrap: run it');
  });

  it.each([
    [named('ExpiredTokenException'), 'your AWS credentials have expired: sign in again'],
    [
      named('AccessDeniedException', 'User a may not\nmore'),
      'could not be checked: AccessDeniedException: User a may not',
    ],
  ])('is made of an error that a check did not expect: %s', async (error, says) => {
    expect(await examine('concurrency', rejects(error))).toEqual({ subject: 'concurrency', ...failed(says) });
  });
});
