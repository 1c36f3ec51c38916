import { SETTING_NAMES, type SettingName, type StageConfig, stageConfig } from './config.ts';
import { Refusal } from './operator-command.ts';

/** Settings as they were written. */
export type GivenSettings = Readonly<Partial<Record<SettingName, string | undefined>>>;

/**
 * The settings of a command: `-c NAME=value`, or else environment variables.
 * @param region - Where the stage is deployed.
 * @throws Refusal for an unknown name, a wrong value, or a model that cannot be called from the Region.
 */
export function givenSettings(
  stage: 'dev' | 'prod',
  context: readonly string[],
  region: string,
  environment: NodeJS.ProcessEnv,
): { readonly given: GivenSettings; readonly config: StageConfig } {
  const pairs = new Map(context.map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]));
  const known: readonly string[] = [...SETTING_NAMES, 'validate'];
  const unknown = [...pairs.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Refusal(`-c takes the settings of docs/operations.md, not ${unknown.join(', ')}`);
  const given = Object.fromEntries(SETTING_NAMES.map((name) => [name, pairs.get(name) ?? environment[name]]));
  try {
    return { given, config: stageConfig(stage, given, region) };
  } catch (cause) {
    throw new Refusal((cause as Error).message, { cause });
  }
}
