import * as z from 'zod/mini';
import { MaxSteps, SearchProvider } from '#adapters/environment/settings';
import { faultsOf } from '#contract/faults';
import { FirstTokenLimitsSetting } from './first-token-limits.ts';
import { chooseImageModel, type ImageModelChoice, NO_IMAGE_MODEL } from './models/choose-image-model.ts';
import { chooseModel, type ModelChoice } from './models/choose-model.ts';
import { SenderSetting } from './sender.ts';

export const Stage = z.enum(['dev', 'prod', 'local']);
export type Stage = z.infer<typeof Stage>;

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
    z.regex(/^[\w.:-]+$/, { error: 'must be a model id or an inference profile, such as eu.amazon.nova-lite-v1:0' }),
  );

const ImageModelId = z.string().check(
  z.regex(/^(?:[a-z]{2}(?:-[a-z]+)+-\d\/)?[\w.:-]+$/, {
    error:
      'must be off, a model id such as stability.sd3-5-large-v1:0, or a Region and a model id: us-west-2/stability.sd3-5-large-v1:0',
  }),
);

/** Settings that a deployer can set, by environment variables or `-c NAME=value`. See docs/operations.md. */
const Settings = z.object({
  COACH_MODEL_ID: ModelId,
  COACH_SMALL_MODEL_ID: ModelId,
  /** The model that draws, or `off`. */
  COACH_IMAGE_MODEL_ID: ImageModelId,
  COACH_MAX_STEPS: MaxSteps,
  COACH_NOTICE: z.string(),
  COACH_SEARCH_PROVIDER: SearchProvider,
  /** Origins besides the web app that may call the API and the streams, separated by commas. */
  ALLOWED_ORIGINS: Origins,
  STREAM_CONCURRENCY: Concurrency,
  JOB_CONCURRENCY: Concurrency,
  THREAT_PROTECTION: Switch,
  ALARM_EMAIL: z.string().check(z.regex(/^([^@\s]+@[^@\s]+)?$/, { error: 'must be an e-mail address' })),
  LOG_RETENTION_DAYS: z.enum(['1', '7', '30', '90', '365']),
  FIRST_TOKEN_ALARM_MS: FirstTokenLimitsSetting,
  /** The sender of the user pool's e-mails, verified in SES in the stage's Region. */
  SES_IDENTITY: SenderSetting,
  /** What is verified: the sender's own address, or its domain. */
  SES_VERIFIED: z.enum(['address', 'domain']),
});
type Settings = z.infer<typeof Settings>;
export type SettingName = keyof Settings;

const DEFAULTS: Readonly<Record<SettingName, string>> = {
  COACH_MODEL_ID: 'anthropic.claude-sonnet-4-6',
  COACH_SMALL_MODEL_ID: 'anthropic.claude-haiku-4-5-20251001-v1:0',
  // Image models are served in few Regions and ended often, so a deployer chooses one.
  COACH_IMAGE_MODEL_ID: NO_IMAGE_MODEL,
  COACH_MAX_STEPS: '10',
  COACH_NOTICE: '',
  COACH_SEARCH_PROVIDER: 'none',
  ALLOWED_ORIGINS: '',
  STREAM_CONCURRENCY: 'off',
  JOB_CONCURRENCY: 'off',
  THREAT_PROTECTION: 'off',
  ALARM_EMAIL: '',
  LOG_RETENTION_DAYS: '7',
  // The game coach reads more, and may think before it says anything.
  FIRST_TOKEN_ALARM_MS: '5000,game_coach=8000',
  SES_IDENTITY: '',
  SES_VERIFIED: 'address',
};

/** The Region of a stage when neither the CDK CLI nor the environment names one. */
export const DEFAULT_REGION = 'us-east-1';

/** Defaults of each stage. `dev` reserves no concurrency, because a new account may have a quota of 10. */
export const STAGE_DEFAULTS: Readonly<Record<Stage, Readonly<Record<SettingName, string>>>> = {
  dev: { ...DEFAULTS, ALLOWED_ORIGINS: 'http://localhost:5173' },
  prod: { ...DEFAULTS, STREAM_CONCURRENCY: '100', JOB_CONCURRENCY: '10', LOG_RETENTION_DAYS: '90' },
  local: {
    ...DEFAULTS,
    COACH_MODEL_ID: 'simulated-main',
    COACH_SMALL_MODEL_ID: 'simulated-small',
    COACH_IMAGE_MODEL_ID: 'simulated-image',
    COACH_NOTICE: 'This is a simulated coach running on your machine.',
    COACH_SEARCH_PROVIDER: 'mock',
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
  /** The model that draws. `undefined` where no pictures are drawn. */
  readonly imageModel: ImageModelChoice | undefined;
  /** Sentences for the deployer about settings that are accepted. */
  readonly warnings: readonly string[];
  /** Whether data outlives its stack and both are protected from deletion. `dev` is deleted as a whole. */
  readonly keepsData: boolean;
  /** Whether the stage has a web app, firewall, dashboard and alarms. The local stack needs none of them. */
  readonly hosted: boolean;
}

type GivenSettings = Readonly<Partial<Record<SettingName, string | undefined>>>;

/**
 * The configuration of one stage: its defaults, overridden by `given`.
 *
 * @param region - Where the stage is deployed. It decides the inference profiles of the models.
 * @throws Error that names every wrong setting, and a model that cannot be called from the Region.
 */
export function stageConfig(stage: Stage, given: GivenSettings = {}, region = DEFAULT_REGION): StageConfig {
  const settings = stageSettings(stage, given);
  const { mainModel, smallModel, imageModel } = chooseModels(stage, settings, region);
  return {
    stage,
    functionPrefix: `coachstream-${stage}-`,
    settings,
    mainModel,
    smallModel,
    imageModel,
    warnings: [
      ...new Set([
        ...mainModel.warnings,
        ...smallModel.warnings,
        ...(imageModel?.warnings ?? []),
        ...warningsOf(mainModel, 'main'),
        ...warningsOf(smallModel, 'small'),
      ]),
    ],
    keepsData: stage === 'prod',
    hosted: stage !== 'local',
  };
}

/** The settings of one stage without what depends on its Region. @throws Error that names every wrong setting. */
export function stageSettings(stage: Stage, given: GivenSettings = {}): Settings {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  const result = Settings.safeParse({ ...STAGE_DEFAULTS[stage], ...Object.fromEntries(set) });
  if (result.success) return result.data;
  throw wrong(
    stage,
    faultsOf(result.error.issues).map(({ path, message }) => `${path}: ${message}`),
  );
}

const wrong = (stage: Stage, faults: readonly string[]) =>
  new Error(`settings of stage ${stage} are wrong: ${faults.join('; ')}`);

/** The models of a stage. @throws Error that names every one that cannot be called from the Region. */
function chooseModels(
  stage: Stage,
  settings: Settings,
  region: string,
): Pick<StageConfig, 'mainModel' | 'smallModel' | 'imageModel'> {
  const faults: string[] = [];
  const chosen = <Choice>(name: SettingName, choose: () => Choice): Choice | undefined => {
    try {
      return choose();
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const { COACH_MODEL_ID, COACH_SMALL_MODEL_ID, COACH_IMAGE_MODEL_ID } = settings;
  const mainModel = chosen('COACH_MODEL_ID', () => chooseModel(COACH_MODEL_ID, region));
  const smallModel = chosen('COACH_SMALL_MODEL_ID', () => chooseModel(COACH_SMALL_MODEL_ID, region));
  const imageModel = chosen('COACH_IMAGE_MODEL_ID', () => chooseImageModel(COACH_IMAGE_MODEL_ID, region));
  if (!mainModel || !smallModel || faults.length > 0) throw wrong(stage, faults);
  return { mainModel, smallModel, imageModel };
}

const warningsOf = ({ id, traits }: ModelChoice, use: 'main' | 'small'): readonly string[] =>
  traits.reasoning === 'always' ? [`${id} always thinks, which takes tokens of the answers of a ${use} model`] : [];

export const SETTING_NAMES = Object.keys(DEFAULTS) as readonly SettingName[];
