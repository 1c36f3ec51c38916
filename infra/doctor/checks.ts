import type { Caller } from '../caller.ts';
import type { ImageModelChoice } from '../models/choose-image-model.ts';
import { explainFailure, type StageModel } from '../models/explain-failure.ts';
import type { Account } from './account.ts';
import { failed, ok } from './finding.ts';

/** Lambda leaves at least as many executions to functions without a reservation. */
const UNRESERVED = 100;

/** @param wanted - The version that is locked in package-lock.json. */
export async function checkNode(version: string, wanted: string) {
  if (version === wanted) return ok(version);
  return failed(`this is ${version}, not ${wanted}: run npm run doctor, which installs it`);
}

/** Whether the product can be deployed to this Region. */
export async function checkRegion(
  account: Pick<Account, 'findBedrock' | 'tryStream'>,
  { region, arn, streamFunction }: { region: string; arn: string; streamFunction: string },
) {
  // The web app's content security policy names the hosts of this partition.
  if (!arn.startsWith('arn:aws:')) return failed(`${region} is in another partition, with other hosts: set AWS_REGION`);
  const noBedrock = await account.findBedrock().then(
    () => false,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTFOUND') throw error;
      return true;
    },
  );
  if (noBedrock) return failed(`${region} has no Bedrock: set AWS_REGION`);
  // A Region that does not stream yet does not know the operation. A function that is not deployed yet is no fault.
  const noStreams = await account.tryStream(streamFunction).then(
    () => false,
    (error: Error) => {
      if (error.name === 'UnknownOperationException') return true;
      if (error.name === 'ResourceNotFoundException') return false;
      throw error;
    },
  );
  return noStreams
    ? failed(`Lambda does not stream in ${region}: set AWS_REGION`)
    : ok(`${region} has Bedrock and streams`);
}

/** @param needed - The version of the bootstrap stack that the templates require. */
export async function checkBootstrap(
  account: Pick<Account, 'bootstrapStack'>,
  { caller, region, needed }: { caller: Caller; region: string; needed: number },
) {
  const run = `run npx cdk bootstrap aws://${caller.account}/${region}`;
  const stack = await account.bootstrapStack().catch((error: Error) => {
    if (error.message.includes('does not exist')) return undefined;
    throw error;
  });
  if (stack === undefined) return failed(run);
  if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE/.test(stack.status)) return failed(`its stack is ${stack.status}: ${run}`);
  if (stack.version < needed) return failed(`version ${stack.version} is older than ${needed}: ${run}`);
  return ok(`version ${stack.version}`);
}

/** @param reservations - Concurrency that the stage reserves, by function name. */
export async function checkConcurrency(
  account: Pick<Account, 'concurrency' | 'reservedBy'>,
  reservations: ReadonlyMap<string, number>,
) {
  const { limit, unreserved } = await account.concurrency();
  const needed = sum([...reservations.values()]);
  if (needed === 0) {
    const few = limit < UNRESERVED ? `, so ${limit} turns at once: raise the quota L-B99A9384 before people come` : '';
    return ok(`${limit} executions at once${few}`);
  }
  const already = await Promise.all([...reservations.keys()].map((name) => reservedBy(account, name)));
  const room = unreserved + sum(already) - UNRESERVED;
  if (needed <= room) return ok(`${limit} executions at once, of which this stage reserves ${needed}`);
  return failed(
    `this stage reserves ${needed} of ${limit} executions at once, but ${Math.max(0, room)} are free: raise the quota ` +
      `L-B99A9384 of Lambda to ${limit + needed - room}, or deploy with -c STREAM_CONCURRENCY=off -c JOB_CONCURRENCY=off`,
  );
}

/** Calls the model once, really. */
export async function checkModel(account: Pick<Account, 'callModel'>, model: StageModel) {
  return account.callModel(model.id).then(
    () => ok('answers'),
    (error: Error) => failed(explainFailure(model, error)),
  );
}

/** Has the model draw one picture, really. */
export async function checkImageModel(account: Pick<Account, 'callImageModel'>, model: ImageModelChoice) {
  return account.callImageModel(model).then(
    () => ok('draws'),
    (error: Error) => failed(explainFailure({ id: model.id, purpose: 'image' }, error)),
  );
}

/** Nothing for a function that is not deployed yet. */
const reservedBy = (account: Pick<Account, 'reservedBy'>, name: string): Promise<number> =>
  account.reservedBy(name).catch((error: Error) => {
    if (error.name === 'ResourceNotFoundException') return 0;
    throw error;
  });

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
