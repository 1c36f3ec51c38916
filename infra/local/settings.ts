import { SETTING_NAMES, type SettingName, STAGE_DEFAULTS, stageSettings } from '../config.ts';
import { BadOption, type ModelChoice } from './options.ts';

export type LocalSettings = Readonly<Partial<Record<SettingName, string>>>;

const LOCAL = STAGE_DEFAULTS.local;

type Honored =
  | 'COACH_MAX_STEPS'
  | 'COACH_NOTICE'
  | 'COACH_SEARCH_PROVIDER'
  | 'ALLOWED_ORIGINS'
  | 'STREAM_CONCURRENCY'
  | 'JOB_CONCURRENCY';
type ModelSetting = 'COACH_MODEL_ID' | 'COACH_SMALL_MODEL_ID' | 'COACH_IMAGE_MODEL_ID';

/** Settings of services that have no part here. A new setting does not compile until it is here, or has its effect. */
const WITHOUT_EFFECT: Readonly<Record<Exclude<SettingName, Honored | ModelSetting>, string>> = {
  THREAT_PROTECTION: 'no user pool runs here',
  ALARM_EMAIL: 'no alarm rings here',
  FIRST_TOKEN_ALARM_MS: 'no alarm rings here',
  LOG_RETENTION_DAYS: 'logs are files in the data folder',
  SES_IDENTITY: 'no e-mail is sent here',
  SES_VERIFIED: 'no e-mail is sent here',
};

const MODELS: readonly string[] = ['COACH_MODEL_ID', 'COACH_SMALL_MODEL_ID', 'COACH_IMAGE_MODEL_ID'];

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
  for (const name of MODELS) delete settings[name as ModelSetting];
  return settings;
}

function reasonAgainst(name: SettingName, { kind }: ModelChoice): string | undefined {
  if (MODELS.includes(name)) return kind === 'bedrock' ? undefined : 'it needs --model bedrock';
  return name in WITHOUT_EFFECT ? WITHOUT_EFFECT[name as keyof typeof WITHOUT_EFFECT] : undefined;
}

function check(settings: LocalSettings): void {
  try {
    stageSettings('local', settings);
  } catch (cause) {
    throw new BadOption((cause as Error).message, { cause });
  }
}
