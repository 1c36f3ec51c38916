import * as z from 'zod/mini';
import { MaxSteps, type ModelTraits } from '#adapters/environment/settings';
import { faultsOf } from '#contract/faults';

export const Stage = z.enum(['dev', 'prod', 'local']);
export type Stage = z.infer<typeof Stage>;

/** Traits by model id, without the geography prefix of an inference profile. */
const MODEL_TRAITS: Readonly<Record<string, ModelTraits>> = {
  'anthropic.claude-sonnet-4-5-20250929-v1:0': {
    forcedTool: true,
    sampling: true,
    reasoning: true,
    cacheMinTokens: 1024,
  },
  'anthropic.claude-haiku-4-5-20251001-v1:0': {
    forcedTool: true,
    sampling: true,
    reasoning: true,
    cacheMinTokens: 4096,
  },
  'anthropic.claude-opus-4-5-20251101-v1:0': {
    forcedTool: true,
    sampling: true,
    reasoning: true,
    cacheMinTokens: 4096,
  },
  'anthropic.claude-sonnet-4-6': { forcedTool: true, sampling: true, reasoning: true, cacheMinTokens: 2048 },
  'amazon.nova-lite-v1:0': { forcedTool: true, sampling: true, reasoning: false, cacheMinTokens: null },
  'amazon.nova-pro-v1:0': { forcedTool: true, sampling: true, reasoning: false, cacheMinTokens: 1024 },
  'simulated-main': { forcedTool: true, sampling: true, reasoning: true, cacheMinTokens: 1024 },
  'simulated-small': { forcedTool: true, sampling: true, reasoning: false, cacheMinTokens: null },
};

/** Traits of a model that is not in the table: no feature that some model rejects is used. */
const UNKNOWN_MODEL: ModelTraits = { forcedTool: false, sampling: false, reasoning: false, cacheMinTokens: null };

const GEOGRAPHY = /^(us|eu|apac|jp|au|ca|us-gov|global)\./;

export interface ModelChoice {
  /** The id for requests: an inference profile (`us.…`), or a model of this Region. */
  readonly id: string;
  /** Without the profile's geography prefix; equal to `id` when it is not a profile. */
  readonly foundationModelId: string;
  readonly traits: ModelTraits;
}

export function modelChoice(id: string): ModelChoice {
  const foundationModelId = id.replace(GEOGRAPHY, '');
  return { id, foundationModelId, traits: MODEL_TRAITS[foundationModelId] ?? UNKNOWN_MODEL };
}

/**
 * Output limits of one model call, in tokens. Thinking is part of the output, so its budget must leave room for an
 * answer; otherwise Bedrock rejects the call.
 */
export const OutputLimit = z
  .object({ maxTokens: z.int().check(z.positive()), thinkingTokens: z.int().check(z.nonnegative()) })
  .check(
    z.refine(({ maxTokens, thinkingTokens }) => thinkingTokens < maxTokens, {
      error: 'the thinking budget must be smaller than maxTokens',
    }),
  );
export type OutputLimit = z.infer<typeof OutputLimit>;

const Origin = z.string().check(
  z.refine((origin) => URL.canParse(origin) && new URL(origin).origin === origin, {
    error: 'an origin is scheme, host and port: https://example.com',
  }),
);

const Origins = z.pipe(
  z.pipe(
    z.string(),
    z.transform((list) => list.split(',').filter(Boolean)),
  ),
  z.array(Origin),
);

const Switch = z.pipe(
  z.enum(['on', 'off']),
  z.transform((word) => word === 'on'),
);

/** `off`, or the maximum number of concurrent environments; 0 stops the function. */
const Concurrency = z.union(
  [
    z.pipe(
      z.literal('off'),
      z.transform(() => undefined),
    ),
    z.pipe(z.pipe(z.string().check(z.regex(/^\d{1,5}$/)), z.transform(Number)), z.int()),
  ],
  { error: 'must be off, or a number from 0 to 99999' },
);

const ModelId = z
  .string()
  .check(
    z.regex(/^[\w.:-]+$/, { error: 'must be a model id or an inference profile, such as us.amazon.nova-lite-v1:0' }),
  );

/** Settings that a deployer can set, by environment variables or `-c NAME=value`. See docs/operations.md. */
const Settings = z.object({
  COACH_MODEL_ID: ModelId,
  COACH_SMALL_MODEL_ID: ModelId,
  COACH_MAX_STEPS: MaxSteps,
  COACH_NOTICE: z.string(),
  /** Origins besides the web app that may call the API and the streams, separated by commas. */
  ALLOWED_ORIGINS: Origins,
  STREAM_CONCURRENCY: Concurrency,
  JOB_CONCURRENCY: Concurrency,
  THREAT_PROTECTION: Switch,
  ALARM_EMAIL: z.string().check(z.regex(/^([^@\s]+@[^@\s]+)?$/, { error: 'must be an e-mail address' })),
  LOG_RETENTION_DAYS: z.enum(['1', '7', '30', '90', '365']),
  FIRST_TOKEN_ALARM_MS: z.pipe(
    z.string().check(z.regex(/^\d{3,5}$/, { error: 'must be a number from 100 to 99999' })),
    z.transform(Number),
  ),
});
type Settings = z.infer<typeof Settings>;
export type SettingName = keyof Settings;

const DEFAULTS: Readonly<Record<SettingName, string>> = {
  COACH_MODEL_ID: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  COACH_SMALL_MODEL_ID: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  COACH_MAX_STEPS: '10',
  COACH_NOTICE: '',
  ALLOWED_ORIGINS: '',
  STREAM_CONCURRENCY: 'off',
  JOB_CONCURRENCY: 'off',
  THREAT_PROTECTION: 'off',
  ALARM_EMAIL: '',
  LOG_RETENTION_DAYS: '7',
  FIRST_TOKEN_ALARM_MS: '5000',
};

/** Defaults of each stage. `dev` reserves no concurrency, because a new account may have a quota of 10. */
export const STAGE_DEFAULTS: Readonly<Record<Stage, Readonly<Record<SettingName, string>>>> = {
  dev: { ...DEFAULTS, ALLOWED_ORIGINS: 'http://localhost:5173' },
  prod: { ...DEFAULTS, STREAM_CONCURRENCY: '100', JOB_CONCURRENCY: '10', LOG_RETENTION_DAYS: '90' },
  local: {
    ...DEFAULTS,
    COACH_MODEL_ID: 'simulated-main',
    COACH_SMALL_MODEL_ID: 'simulated-small',
    COACH_NOTICE: 'This is a simulated coach running on your machine.',
    // Stands for the web app's origin, whose port is chosen at start.
    ALLOWED_ORIGINS: 'http://web-app.invalid',
  },
};

export interface StageConfig {
  readonly stage: Stage;
  /** Followed by the folder, this is a function's name in the account. */
  readonly functionPrefix: string;
  readonly settings: Settings;
  readonly mainModel: ModelChoice;
  readonly smallModel: ModelChoice;
  /** Whether data outlives its stack and both are protected from deletion. `dev` is deleted as a whole. */
  readonly keepsData: boolean;
  /** Whether the stage has a web app, firewall, dashboard and alarms. The local stack needs none of them. */
  readonly hosted: boolean;
}

/**
 * The configuration of one stage: its defaults, overridden by `given`.
 * @throws Error that names every wrong setting.
 */
export function stageConfig(
  stage: Stage,
  given: Readonly<Partial<Record<SettingName, string | undefined>>> = {},
): StageConfig {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  const result = Settings.safeParse({ ...STAGE_DEFAULTS[stage], ...Object.fromEntries(set) });
  if (!result.success) {
    const faults = faultsOf(result.error.issues).map(({ path, message }) => `${path}: ${message}`);
    throw new Error(`settings of stage ${stage} are wrong: ${faults.join('; ')}`);
  }
  return {
    stage,
    functionPrefix: `coachstream-${stage}-`,
    settings: result.data,
    mainModel: modelChoice(result.data.COACH_MODEL_ID),
    smallModel: modelChoice(result.data.COACH_SMALL_MODEL_ID),
    keepsData: stage === 'prod',
    hosted: stage !== 'local',
  };
}

export const SETTING_NAMES = Object.keys(DEFAULTS) as readonly SettingName[];
