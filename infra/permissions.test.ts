import { beforeAll, describe, expect, it } from 'vitest';
import { type Synthesized, synthesized } from './testing.ts';

/** Wildcards that are needed, each with its reason. Any other wildcard fails the test. */
const ALLOWED: readonly { readonly where: RegExp; readonly what: RegExp; readonly why: string }[] = [
  {
    where: /^app\//,
    what: /^xray:(PutTraceSegments|PutTelemetryRecords) on \*$/,
    why: 'X-Ray does not support resource-level permissions',
  },
  {
    where: /^app\/(CoachCreator|PromptCoach|GameCoach|CoachApi|JobsBuildCoachConfig|JobsSummarizeConversation)Role/,
    what: /^bedrock:InvokeModelWithResponseStream on .*:bedrock:\*::foundation-model\/[\w.:-]+$/,
    why: 'an inference profile uses any Region of its geography, but only this model',
  },
  {
    where: /^app\//,
    what: /^s3:(Get|Put|Delete)Object(Tagging)? on arn:AWS::Partition:s3:::coachstream-\w+-files-[\w:-]+\/user-(uploads|assets)\/\*$/,
    why: 'the files of all people have one prefix, and each person has a folder in it',
  },
  { where: /^site\/CustomCDKBucketDeployment/, what: /^s3:/, why: "CDK's own deployment function" },
];

/** A deployed stage draws pictures only where this is set. */
const DRAWS = { COACH_IMAGE_MODEL_ID: 'us-west-2/stability.sd3-5-large-v1:0' };

interface Grant {
  readonly where: string;
  readonly what: string;
}

let dev: Synthesized;
let prod: Synthesized;
beforeAll(async () => {
  dev = await synthesized('dev', DRAWS);
  prod = await synthesized('prod', DRAWS);
});

describe('permissions', () => {
  it('reads more than 50 grants from the templates', () => {
    expect(grantsOf(dev).length).toBeGreaterThan(50);
  });

  it('grants no wildcard without a listed reason', () => {
    const unexplained = [...grantsOf(dev), ...grantsOf(prod)]
      .filter(({ what }) => what.includes('*'))
      .filter(({ where, what }) => !ALLOWED.some((allowed) => allowed.where.test(where) && allowed.what.test(what)));

    expect(unexplained).toEqual([]);
  });

  it('the roles that the local stack enforces are the deployed ones, but for models and the name of the bucket', async () => {
    const local = await synthesized('local');
    const inApp = (stage: Synthesized) => [
      ...new Set(
        grantsOf(stage)
          .filter(({ where, what }) => where.startsWith('app/') && !what.includes(':inference-profile/'))
          .map(({ where, what }) => `${where} ${unstaged(what)}`),
      ),
    ];

    expect(inApp(local).length).toBeGreaterThan(80);
    expect(inApp(dev)).toEqual(inApp(local));
    expect(inApp(prod)).toEqual(inApp(local));
  });

  it('uses managed policies only where AWS requires them', () => {
    expect(managedPoliciesOf(dev)).toEqual([
      'app/ApiRestCloudWatchRole: AmazonAPIGatewayPushToCloudWatchLogs',
      'site/CustomCDKBucketDeployment: AWSLambdaBasicExecutionRole',
      'state/CustomS3AutoDeleteObjectsCustomResourceProviderRole: AWSLambdaBasicExecutionRole',
      'web/CustomS3AutoDeleteObjectsCustomResourceProviderRole: AWSLambdaBasicExecutionRole',
    ]);
  });

  it.each([
    ['CoachCreator', ['JobsBuildCoachConfig']],
    ['GameCoach', ['JobsSummarizeConversation']],
    ['PromptCoach', []],
    ['CoachApi', ['JobsBuildCoachConfig', 'JobsDeleteUserData', 'JobsGenerateAsset', 'JobsSummarizeConversation']],
    [
      'CleanupExpiredSessions',
      ['JobsBuildCoachConfig', 'JobsDeleteUserData', 'JobsGenerateAsset', 'JobsSummarizeConversation'],
    ],
  ])('allows %s to start only %j', (fn, jobs) => {
    const started = grantsOf(dev)
      .filter(({ where, what }) => where.startsWith(`app/${fn}Role`) && what.startsWith('lambda:'))
      .map(({ what }) => /^lambda:InvokeFunction on (\w+)Handler\w+\.Arn$/.exec(what)?.[1]);

    expect(started).toEqual(jobs);
  });

  it('allows Bedrock calls only to the functions that use a model', () => {
    const asking = grantsOf(dev).filter(({ what }) => what.startsWith('bedrock:'));

    expect([...new Set(asking.map(({ where }) => where.replace(/Role.*/, '')))].sort()).toEqual([
      'app/CoachApi',
      'app/CoachCreator',
      'app/GameCoach',
      'app/JobsBuildCoachConfig',
      'app/JobsGenerateAsset',
      'app/JobsSummarizeConversation',
      'app/PromptCoach',
    ]);
    expect(asking.some(({ what }) => what.includes(':inference-profile/us.anthropic.claude-sonnet-4-6'))).toBe(true);
  });

  it('allows a global profile also for its model without a Region, and a model of the Region without a profile', async () => {
    const settings = {
      COACH_MODEL_ID: 'global.anthropic.claude-opus-5',
      COACH_SMALL_MODEL_ID: 'amazon.nova-lite-v1:0',
    };
    const asked = grantsOf(await synthesized('dev', settings)).filter(
      ({ where, what }) => /^app\/(GameCoach|JobsBuild)/.test(where) && what.startsWith('bedrock:'),
    );

    expect(asked.map(({ what }) => what.replace(/^.*:bedrock:/, '')).sort()).toEqual([
      '*::foundation-model/amazon.nova-lite-v1:0',
      '*::foundation-model/anthropic.claude-opus-5',
      '::foundation-model/anthropic.claude-opus-5',
      'AWS::Region:AWS::AccountId:inference-profile/global.anthropic.claude-opus-5',
    ]);
  });

  it('allows the job that draws to call only the image model, in its own Region', () => {
    const asking = grantsOf(dev).filter(
      ({ where, what }) => where.startsWith('app/JobsGenerateAsset') && what.startsWith('bedrock:'),
    );

    expect(asking.map(({ what }) => what)).toEqual([
      'bedrock:InvokeModel on arn:AWS::Partition:bedrock:us-west-2::foundation-model/stability.sd3-5-large-v1:0',
    ]);
  });

  it('allows no model to the job that draws where no image model is set', async () => {
    const asking = grantsOf(await synthesized('dev')).filter(
      ({ where, what }) => where.startsWith('app/JobsGenerateAsset') && what.startsWith('bedrock:'),
    );

    expect(asking).toEqual([]);
  });

  it('allows summaries to call only the small model', () => {
    const asking = grantsOf(dev).filter(
      ({ where, what }) => where.startsWith('app/JobsSummarizeConversation') && what.startsWith('bedrock:'),
    );

    expect(asking.length).toBeGreaterThan(0);
    for (const { what } of asking) expect(what).toContain('haiku');
  });
});

/** Without what differs between stages: models, the Region of the image model, and the name of the bucket. */
const unstaged = (what: string): string =>
  what
    .replace(/:(?:AWS::Region|[\w-]+|\*)::foundation-model\/.*/, ':foundation-model')
    .replace(/coachstream-\w+-files-/, 'files-');

type Json = Readonly<Record<string, unknown>>;

/** Every allowed action on every resource, one line each. */
function grantsOf({ parts, template }: Synthesized): Grant[] {
  return parts.flatMap((part) =>
    resourcesOf(template(part).toJSON()).flatMap(([id, { Properties = {} }]) =>
      statementsOf(Properties)
        .filter((statement) => statement['Effect'] === 'Allow' && statement['Principal'] === undefined)
        .flatMap((statement) =>
          list(statement['Action']).flatMap((action) =>
            list(statement['Resource']).map((resource) => ({
              where: `${part}/${id}`,
              what: `${textOf(action)} on ${textOf(resource)}`,
            })),
          ),
        ),
    ),
  );
}

function managedPoliciesOf({ parts, template }: Synthesized): string[] {
  return parts
    .flatMap((part) =>
      resourcesOf(template(part).toJSON()).flatMap(([id, { Properties = {} }]) =>
        list(Properties['ManagedPolicyArns']).map((arn) => {
          const role = id.replace(/(8693BB|ServiceRole|[0-9A-F]{8}).*$/, '');
          return `${part}/${role}: ${textOf(arn).split('/').at(-1)}`;
        }),
      ),
    )
    .sort();
}

const resourcesOf = (template: Json) =>
  Object.entries(template['Resources'] as Record<string, { readonly Properties?: Json }>);

/** Collects policy statements from any depth of a value, because each resource type nests them differently. */
function statementsOf(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'Effect' in value && 'Action' in value ? [value as Json] : [];
  return [...own, ...Object.values(value).flatMap(statementsOf)];
}

const list = (value: unknown): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

/** An ARN as text. An intrinsic function becomes the name that it refers to. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument] = ['', '']] = Object.entries(value as Json);
  if (name === 'Fn::Join') return (list(argument)[1] as unknown[]).map(textOf).join('');
  if (name === 'Fn::GetAtt') return list(argument).join('.');
  if (name === 'Fn::Sub') return textOf(list(argument)[0]);
  if (name === 'Fn::GetStackOutput') return textOf((argument as Json)['OutputName']);
  return textOf(argument);
}
