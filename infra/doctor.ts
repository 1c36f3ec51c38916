import { readFileSync } from 'node:fs';
import { COACH_ROWS } from '#contract/coaches';
import { chosenRegion } from './caller.ts';
import type { StageConfig } from './config.ts';
import { type Account, createAccount } from './doctor/account.ts';
import {
  checkBootstrap,
  checkConcurrency,
  checkImageModel,
  checkModel,
  checkNode,
  checkRegion,
} from './doctor/checks.ts';
import { examine, type Finding, lineOf, ok } from './doctor/finding.ts';
import { type StageNeeds, stageNeeds } from './doctor/stage-needs.ts';
import { hostedStage } from './hosted-stage.ts';
import { modelsOfStage, type StageModel } from './models/explain-failure.ts';
import { print, readOptions, runCommand } from './operator-command.ts';
import { givenSettings } from './stage-settings.ts';

const IMAGE_MODEL = 'image model';

/** Checks whether a stage can be deployed and used: one line for each check, and the exit code 1 when one failed. */
await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  const values = readOptions(args, {
    stage: { type: 'string', default: 'dev' },
    context: { type: 'string', short: 'c', multiple: true, default: [] },
  });
  const stage = hostedStage(values.stage);
  const region = await chosenRegion(process.env);
  const { given, config } = givenSettings(stage, values.context, region, process.env);
  const findings = examineAll(createAccount(region), region, config, () => stageNeeds(stage, given, region));
  let code = 0;
  for await (const finding of findings) code = print(lineOf(finding), finding.result === 'failed' ? 1 : code);
  return code;
}

async function* examineAll(
  account: Account,
  region: string,
  config: StageConfig,
  readNeeds: () => Promise<StageNeeds>,
): AsyncGenerator<Finding> {
  yield examine('Node', () => checkNode(process.versions.node, lockedNode()));
  let caller = { account: '', arn: '' };
  const credentials = await examine('credentials', async () => {
    caller = await account.caller();
    return ok(`account ${caller.account}, ${caller.arn}`);
  });
  yield credentials;
  const models = modelsOfStage(config);
  if (credentials.result !== 'ok') {
    for (const subject of ['Region', 'bootstrap', 'concurrency', ...models.map(nameOf), IMAGE_MODEL]) {
      yield { subject, result: 'skipped', says: 'needs credentials' };
    }
    return;
  }
  const streamFunction = `${config.functionPrefix}${COACH_ROWS[0]?.function}`;
  yield examine('Region', () => checkRegion(account, { region, arn: caller.arn, streamFunction }));
  const needs = readNeeds();
  yield examine('bootstrap', async () => {
    const { bootstrapVersion: needed } = await needs;
    return checkBootstrap(account, { caller, region, needed });
  });
  yield examine('concurrency', async () => checkConcurrency(account, (await needs).reservations));
  for (const model of models) yield examine(nameOf(model), () => checkModel(account, model));
  const { imageModel } = config;
  if (imageModel) yield examine(`${IMAGE_MODEL} ${imageModel.id}`, () => checkImageModel(account, imageModel));
  else yield { subject: IMAGE_MODEL, result: 'skipped', says: 'COACH_IMAGE_MODEL_ID is off, so no pictures are drawn' };
}

function nameOf({ id, purpose }: StageModel): string {
  return `${purpose} model ${id}`;
}

/** The version that is locked, of which `npm start` and the other commands run. */
function lockedNode(): string {
  const { version } = JSON.parse(readFileSync('node_modules/node/package.json', 'utf8')) as { version: string };
  return version;
}
