import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type * as z from 'zod/mini';
import type { EnvOf } from '#adapters/environment/read-config';
import type { objectSettings, searchSettings, stepSettings, streamSettings } from '#adapters/environment/settings';
import { turnRoutesOf } from '#contract/coaches';
import type { CleanupExpiredSessionsConfig } from '#functions/cleanup-expired-sessions/config';
import type { CoachApiConfig } from '#functions/coach-api/config';
import type { StageConfig } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { Api } from '../constructs/api.ts';
import { EveryMinute, ONCE } from '../constructs/every-minute.ts';
import { Firewall } from '../constructs/firewall.ts';
import { Jobs } from '../constructs/jobs.ts';
import { allowModels, imageModelEnvironment, modelEnvironment } from '../constructs/models.ts';
import { Observability } from '../constructs/observability.ts';
import { type CodeOf, ProductFunction } from '../constructs/product-function.ts';
import { StreamingFunction } from '../constructs/streaming-function.ts';
import { addJobs } from './app-jobs.ts';
import { type CoachStream, environmentOf, pascalName } from './coach-streams.ts';
import type { StateStack } from './state-stack.ts';
import { FILE_ACCESS, ORDER_ACCESS, TABLE_ACCESS, TURN_ACCESS, UPLOAD_ACCESS } from './table-access.ts';

export interface AppStackProps extends StackProps {
  readonly config: StageConfig;
  readonly code: CodeOf;
  readonly state: StateStack;
  readonly coaches: readonly CoachStream[];
  /** Exact origins that may call. The first is the web app. */
  readonly origins: readonly [string, ...string[]];
}

/** The product: streams, API, jobs, and their monitoring. It holds no data, so it can be deleted and deployed again. */
export class AppStack extends Stack {
  readonly webClient: UserPoolClient;
  /** One for each coach, by its name in `config.json`. */
  readonly streams: ReadonlyMap<string, StreamingFunction>;
  readonly api: Api;
  readonly dashboardUrl: string | undefined;
  readonly #props: AppStackProps;
  readonly #alarms: Alarms | undefined;
  readonly #tokens: ReturnType<StateStack['identity']['environment']>;

  constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, props);
    this.#props = props;
    const { config, code, state, coaches, origins } = props;
    if (config.hosted) {
      this.#alarms = new Alarms(this, 'Alarms', { prefix: config.functionPrefix, email: config.settings.ALARM_EMAIL });
    }
    this.webClient = state.identity.addWebClient(this, origins);
    this.#tokens = state.identity.environment(this.webClient);

    const jobs = new Jobs(this, 'Jobs', { config, code, alarms: this.#alarms });
    const { workers, markFailedJob } = addJobs(jobs, { config, state, common: this.#common });

    const sweeper = this.#addCleanupExpiredSessions();
    start(sweeper, workers);

    const coachApi = this.#addCoachApi();
    start(coachApi, workers);
    this.api = new Api(this, 'Api', { config, origins, fallback: coachApi });

    this.streams = new Map(coaches.map((coach) => [coach.name, this.#addStream(coach, workers)]));
    const functions = [...this.streams.values(), coachApi, ...workers, markFailedJob, sweeper];
    this.dashboardUrl = this.#watch(jobs, functions);
  }

  /** Settings of every function. */
  get #common() {
    const { config, state } = this.#props;
    return { STAGE: config.stage, ...state.data.environment };
  }

  /** Further settings of the functions that answer requests. */
  get #frontDoor() {
    const { config, origins } = this.#props;
    return { ...this.#tokens, JOB_FUNCTION_PREFIX: config.functionPrefix, ALLOWED_ORIGINS: origins.join(',') };
  }

  #addStream(coach: CoachStream, workers: readonly ProductFunction[]): StreamingFunction {
    const { config, code, state, origins } = this.#props;
    const stream = new StreamingFunction(this, pascalName(coach), {
      folder: coach.row.function,
      config,
      code,
      origins,
      alarms: this.#alarms,
      concurrency: config.settings.STREAM_CONCURRENCY,
      environment: environmentOf(coach, this.#streamValues),
    });
    const main = coach.config.jobs.length > 0 ? [...TURN_ACCESS.main, ...ORDER_ACCESS] : TURN_ACCESS.main;
    state.data.allow(stream, { ...TURN_ACCESS, main, indexes: coach.config.queriesLists ? ['list'] : [] });
    if (coach.config.readsUploads) state.files.allow(stream, UPLOAD_ACCESS);
    allowModels(
      stream,
      coach.config.models.map((model) => config[model]),
    );
    start(stream, workersOf(coach, workers));
    stream.addTurnRoutes(this.api, turnRoutesOf(coach.row));
    return stream;
  }

  /** Every setting that a stream function may read. */
  get #streamValues() {
    const { config, state } = this.#props;
    return {
      ...this.#common,
      ...this.#frontDoor,
      ...modelEnvironment(config),
      COACH_MAX_STEPS: String(config.settings.COACH_MAX_STEPS),
      COACH_SEARCH_PROVIDER: config.settings.COACH_SEARCH_PROVIDER,
      ...state.files.environment,
    } satisfies EnvOf<
      z.ZodMiniObject<typeof streamSettings & typeof stepSettings & typeof searchSettings & typeof objectSettings>
    >;
  }

  #addCoachApi(): ProductFunction {
    const { config, code, state } = this.#props;
    const api = new ProductFunction(this, 'CoachApi', {
      folder: 'coach-api',
      config,
      code,
      alarms: this.#alarms,
      // API Gateway's own limit.
      timeout: Duration.seconds(29),
      memorySizeMb: 1024,
      concurrency: undefined,
      environment: {
        ...this.#common,
        ...this.#frontDoor,
        ...modelEnvironment(config),
        ...imageModelEnvironment(config),
        ...state.files.environment,
        COACH_MAX_STEPS: String(config.settings.COACH_MAX_STEPS),
        COACH_NOTICE: config.settings.COACH_NOTICE,
      } satisfies EnvOf<typeof CoachApiConfig>,
    });
    state.data.allow(api, TABLE_ACCESS['coach-api']);
    state.files.allow(api, FILE_ACCESS['coach-api']);
    allowModels(api, [config.mainModel]);
    return api;
  }

  #addCleanupExpiredSessions(): ProductFunction {
    const { config, code, state } = this.#props;
    const sweeper = new ProductFunction(this, 'CleanupExpiredSessions', {
      folder: 'cleanup-expired-sessions',
      config,
      code,
      alarms: this.#alarms,
      concurrency: undefined,
      memorySizeMb: 512,
      timeout: Duration.minutes(1),
      asynchronous: ONCE,
      environment: {
        ...this.#common,
        JOB_FUNCTION_PREFIX: config.functionPrefix,
      } satisfies EnvOf<typeof CleanupExpiredSessionsConfig>,
    });
    state.data.allow(sweeper, TABLE_ACCESS['cleanup-expired-sessions']);
    new EveryMinute(this, 'Sweep', { fn: sweeper, alarms: this.#alarms });
    return sweeper;
  }

  #watch(jobs: Jobs, functions: readonly ProductFunction[]): string | undefined {
    const { config } = this.#props;
    if (this.#alarms === undefined) return undefined;
    new Firewall(this, 'Firewall', { name: `coachstream-${config.stage}`, stage: this.api.rest.deploymentStage });
    const { dashboardUrl } = new Observability(this, 'Observability', {
      config,
      alarms: this.#alarms,
      functions,
      kinds: this.#props.coaches.map(({ row }) => row.kind),
      api: this.api.rest,
      jobs,
    });
    return dashboardUrl;
  }
}

function workersOf({ row, config }: CoachStream, workers: readonly ProductFunction[]): readonly ProductFunction[] {
  return config.jobs.map((job) => {
    const worker = workers.find(({ folder }) => folder === job);
    if (!worker) throw new Error(`${row.function} orders the job ${job}, which no function does`);
    return worker;
  });
}

/** Lets a function start these jobs, and nothing else. */
function start(fn: ProductFunction, jobs: readonly ProductFunction[]): void {
  if (jobs.length === 0) return;
  fn.allow(
    ['lambda:InvokeFunction'],
    jobs.map(({ handler }) => handler.functionArn),
  );
}
