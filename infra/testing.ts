import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import { inject } from 'vitest';
import type { SettingName, Stage } from './config.ts';
import { type Path, type TemplateJson, without } from './mutation/drops.ts';
import { buildApp } from './synth.ts';

type StackPart = 'web' | 'state' | 'app' | 'site';

export interface Synthesized {
  readonly stacks: readonly { readonly terminationProtection: boolean }[];
  readonly parts: readonly StackPart[];
  /** The folder with the files that the stacks upload. */
  readonly outdir: string;
  template(part: StackPart): Template;
}

/** Set by `npm run mutate-templates`. */
export interface TemplateMutation {
  /** Keeps templates from run to run. */
  readonly folder: string;
  /** Left out of every template of this part. */
  readonly drop?: { readonly part: string; readonly path: Path };
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly templates?: TemplateMutation;
  }
}

interface Stacks {
  readonly part: StackPart;
  readonly terminationProtection: boolean;
  readonly outdir: string;
  readonly template: TemplateJson;
}

/** The stacks of a stage, with the dependencies that their references need. */
export async function builtStacks(stage: Stage): Promise<readonly Stack[]> {
  const { app, stacks } = await buildApp({ stage, bundle: false, validate: false });
  app.synth();
  return stacks;
}

const made = new Map<string, Promise<Synthesized>>();

/** A stage's templates for assertions, without bundles and validation, cached for all tests of a process. */
export function synthesized(stage: Stage, settings: Partial<Record<SettingName, string>> = {}): Promise<Synthesized> {
  const mutation = inject('templates');
  const key = JSON.stringify([stage, settings, mutation]);
  const whole = made.get(key) ?? madeOf(stage, settings, mutation);
  made.set(key, whole);
  return whole;
}

async function madeOf(
  stage: Stage,
  settings: Partial<Record<SettingName, string>>,
  mutation: TemplateMutation | undefined,
): Promise<Synthesized> {
  const stacks = await stacksOf(stage, settings, mutation?.folder);
  const drop = mutation?.drop;
  const templates = new Map(
    stacks.map(({ part, template }) => [
      part,
      Template.fromJSON(drop?.part === part ? without(template, drop.path) : template),
    ]),
  );
  return {
    stacks,
    parts: [...templates.keys()],
    outdir: stacks[0]?.outdir ?? '',
    template(part) {
      const template = templates.get(part);
      if (template === undefined) throw new Error(`stage ${stage} has no stack ${part}`);
      return template;
    },
  };
}

async function stacksOf(
  stage: Stage,
  settings: Partial<Record<SettingName, string>>,
  folder: string | undefined,
): Promise<readonly Stacks[]> {
  const file = folder && join(folder, `${Buffer.from(JSON.stringify([stage, settings])).toString('base64url')}.json`);
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as readonly Stacks[];
  const { app, stacks } = await buildApp({ stage, settings, bundle: false, validate: false });
  const found = stacks.map((stack) => ({
    part: stack.node.id.slice(`coachstream-${stage}-`.length) as StackPart,
    terminationProtection: stack.terminationProtection,
    outdir: app.outdir,
    template: Template.fromStack(stack).toJSON() as TemplateJson,
  }));
  if (file) writeFileSync(file, JSON.stringify(found));
  return found;
}
