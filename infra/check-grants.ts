import { setTimeout as pause } from 'node:timers/promises';
import { type Grant, lineOf } from './local/iam/grants.ts';
import { JOURNEYS } from './local/product/journeys/all.ts';
import { type LocalStack, startLocalStack } from './local/stack.ts';
import { print, readOptions, runCommand } from './operator-command.ts';

/** `node infra/check-grants.ts`: shows what fails without each single grant. */
await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  const { only = '' } = readOptions(args, { only: { type: 'string' } });
  const all = await everyGrant();
  const chosen = all.filter((grant) => lineOf(grant).includes(only));
  let removable = 0;
  for (const grant of chosen) {
    const failure = await failureWithout(grant);
    if (failure === undefined) removable += 1;
    print(failure === undefined ? `NOT NEEDED: ${lineOf(grant)}` : `${failure}: ${lineOf(grant)}`);
  }
  return print(`${chosen.length} grants, ${removable} not needed`, removable > 0 ? 1 : 0);
}

function start(withoutGrant?: string): Promise<LocalStack> {
  return startLocalStack({
    web: false,
    hasSchedules: false,
    latency: { firstMs: 0, tokenMs: 0 },
    ...(withoutGrant && { withoutGrant }),
  });
}

async function everyGrant(): Promise<readonly Grant[]> {
  const stack = await start();
  await stack.close();
  return stack.permissions.all;
}

/** @returns how the stack fails first: at its start, by a refusal, or by a journey; `undefined` when all is well. */
async function failureWithout(grant: Grant): Promise<string | undefined> {
  let stack: LocalStack;
  try {
    stack = await start(lineOf(grant));
  } catch (error) {
    const purpose = (error as Error).message.split(', which AWS ').at(-1);
    return `does not start, as AWS ${purpose}`;
  }
  try {
    return await firstFailure(stack);
  } finally {
    await stack.close();
  }
}

async function firstFailure(stack: LocalStack): Promise<string | undefined> {
  for (const journey of JOURNEYS) {
    let isOver = false;
    const walked = journey(stack)
      .then(() => undefined)
      .catch((error: Error) => error.message)
      .finally(() => {
        isOver = true;
      });
    while (!isOver && stack.permissions.refused().length === 0) await pause(20);
    const failure = stack.permissions.refused()[0] ?? (await walked);
    if (failure !== undefined) return `${journey.name} fails`;
  }
  return undefined;
}
