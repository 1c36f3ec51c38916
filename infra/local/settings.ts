import { SETTING_NAMES, type SettingName, STAGE_DEFAULTS, stageSettings } from '../config.ts';
import { BadOption, type ModelChoice } from './options.ts';

export type LocalSettings = Readonly<Partial<Record<SettingName, string>>>;

const LOCAL = STAGE_DEFAULTS.local;

/** Settings of services that have no part here. */
const WITHOUT_EFFECT: LocalSettings = {
  THREAT_PROTECTION: 'no user pool runs here',
  ALARM_EMAIL: 'no alarm rings here',
  FIRST_TOKEN_ALARM_MS: 'no alarm rings here',
  LOG_RETENTION_DAYS: 'logs are files in the data folder',
};

const MODELS: readonly SettingName[] = ['COACH_MODEL_ID', 'COACH_SMALL_MODEL_ID'];

/**
 * The settings of docs/operations.md that the environment sets, for the product on one machine. Each has its effect or
 * is refused. The model ids are left to the choice of a model: only Bedrock is asked by them.
 *
 * @throws {BadOption} names every setting that is wrong or has no effect.
 */
export function localSettings(environment: NodeJS.ProcessEnv, model: ModelChoice): LocalSettings {
  const given = SETTING_NAMES.flatMap((name) => {
    const value = environment[name];
    return value === undefined || value === LOCAL[name] ? [] : [[name, value] as const];
  });
  const refused = given.flatMap(([name]) => {
    const reason = reasonAgainst(name, model);
    return reason === undefined ? [] : [`${name} cannot be set: ${reason}`];
  });
  if (refused.length > 0) throw new BadOption(refused.join('; '));
  const settings: Partial<Record<SettingName, string>> = Object.fromEntries(given);
  if (settings.ALLOWED_ORIGINS) settings.ALLOWED_ORIGINS = `${LOCAL.ALLOWED_ORIGINS},${settings.ALLOWED_ORIGINS}`;
  check(settings);
  for (const name of MODELS) delete settings[name];
  return settings;
}

function reasonAgainst(name: SettingName, { kind }: ModelChoice): string | undefined {
  if (MODELS.includes(name)) return kind === 'bedrock' ? undefined : 'it needs --model bedrock';
  return WITHOUT_EFFECT[name];
}

function check(settings: LocalSettings): void {
  try {
    stageSettings('local', settings);
  } catch (cause) {
    throw new BadOption((cause as Error).message, { cause });
  }
}
