import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import type { SettingName, Stage } from './config.ts';
import { buildApp } from './synth.ts';

type StackPart = 'web' | 'state' | 'app' | 'site';

export interface Synthesized {
  readonly stacks: readonly Stack[];
  readonly parts: readonly StackPart[];
  template(part: StackPart): Template;
}

const made = new Map<string, Promise<Synthesized>>();

/** A stage's templates for assertions, without bundles and validation, cached for all tests of a file. */
export function synthesized(stage: Stage, settings: Partial<Record<SettingName, string>> = {}): Promise<Synthesized> {
  const key = JSON.stringify([stage, settings]);
  const whole = made.get(key) ?? synthesize(stage, settings);
  made.set(key, whole);
  return whole;
}

async function synthesize(stage: Stage, settings: Partial<Record<SettingName, string>>): Promise<Synthesized> {
  const { stacks } = await buildApp({ stage, settings, bundle: false, validate: false });
  const partOf = (stack: Stack) => stack.node.id.slice(`coachstream-${stage}-`.length) as StackPart;
  const templates = new Map(stacks.map((stack) => [partOf(stack), Template.fromStack(stack)]));
  return {
    stacks,
    parts: [...templates.keys()],
    template(part) {
      const template = templates.get(part);
      if (template === undefined) throw new Error(`stage ${stage} has no stack ${part}`);
      return template;
    },
  };
}
