import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { print, Refusal, readOptions, runCommand } from '../operator-command.ts';
import { buildApp } from '../synth.ts';
import { dropsOf, type TemplateJson } from './drops.ts';
import { type Outcome, pageOf, placeOf } from './page.ts';
import { startTemplateTests } from './run-tests.ts';

await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  const { only = '' } = readOptions(args, { only: { type: 'string' } });
  const drops = (await allDrops()).filter((drop) => placeOf(drop).includes(only));
  if (drops.length === 0) throw new Refusal(`nothing in the templates has the words ${only}`);
  const folder = await mkdtemp(join(tmpdir(), 'coachstream-templates-'));
  const queue = [...drops];
  const outcomes: Outcome[] = [];
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, () => work(folder, queue, outcomes)));
  } finally {
    await rm(folder, { recursive: true });
  }
  const survivors = outcomes.filter(({ test }) => test === undefined);
  if (only === '') await writeFile('docs/stacks.md', pageOf(outcomes));
  return print(`${outcomes.length} left out, ${survivors.length} unnoticed`, survivors.length > 0 ? 1 : 0);
}

/** Everything that can be left out of the templates of `prod`. */
async function allDrops(): Promise<readonly Outcome[]> {
  const { app, stacks } = await buildApp({ stage: 'prod', bundle: false, validate: false });
  const assembly = app.synth();
  return stacks.flatMap((stack) => {
    const template = assembly.getStackArtifact(stack.artifactId).template as TemplateJson;
    const part = stack.node.id.slice('coachstream-prod-'.length);
    return dropsOf(template).map((path) => ({ part, path, template, test: undefined }));
  });
}

async function work(folder: string, queue: Outcome[], outcomes: Outcome[]): Promise<void> {
  const tests = await startTemplateTests();
  try {
    const failure = await tests.firstFailure({ folder });
    if (failure !== undefined) throw new Error(`a test fails with the whole templates: ${failure}`);
    for (let drop = queue.shift(); drop !== undefined; drop = queue.shift()) {
      const { part, path } = drop;
      const test = await tests.firstFailure({ folder, drop: { part, path } });
      outcomes.push({ ...drop, test });
      print(`${placeOf(drop)}: ${test ?? 'UNNOTICED'}`);
    }
  } finally {
    await tests.close();
  }
}
