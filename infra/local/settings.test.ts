import { expect, it } from 'vitest';
import { SETTING_NAMES, STAGE_DEFAULTS } from '../config.ts';
import { BadOption, type ModelChoice } from './options.ts';
import { localSettings } from './settings.ts';

const simulated: ModelChoice = { kind: 'simulated' };
const WEB_APP = STAGE_DEFAULTS.local.ALLOWED_ORIGINS;

/** A value for each setting that differs from the default of stage local. */
const OTHER: Readonly<Record<string, string>> = {
  COACH_MODEL_ID: 'us.amazon.nova-pro-v1:0',
  COACH_SMALL_MODEL_ID: 'us.amazon.nova-lite-v1:0',
  COACH_IMAGE_MODEL_ID: 'us-west-2/stability.sd3-5-large-v1:0',
  COACH_MAX_STEPS: '2',
  COACH_NOTICE: '',
  COACH_SEARCH_PROVIDER: 'none',
  ALLOWED_ORIGINS: 'https://one.example,https://two.example',
  STREAM_CONCURRENCY: '0',
  JOB_CONCURRENCY: '1',
  THREAT_PROTECTION: 'on',
  ALARM_EMAIL: 'ops@example.com',
  LOG_RETENTION_DAYS: '30',
  FIRST_TOKEN_ALARM_MS: '900',
  SES_IDENTITY: 'coach@example.com',
  SES_VERIFIED: 'domain',
};
const HONOURED = [
  'COACH_MAX_STEPS',
  'COACH_NOTICE',
  'COACH_SEARCH_PROVIDER',
  'ALLOWED_ORIGINS',
  'STREAM_CONCURRENCY',
  'JOB_CONCURRENCY',
];

it('every setting is honoured or refused by its name in one line', () => {
  for (const name of SETTING_NAMES) {
    const set = () => localSettings({ [name]: OTHER[name] }, simulated);
    if (HONOURED.includes(name)) expect(set()).toHaveProperty(name);
    else expect(set).toThrow(new RegExp(`^${name} cannot be set: [^\\n]+$`));
  }
});

it('all refused settings are named at once', () => {
  const environment = { ALARM_EMAIL: 'ops@example.com', COACH_MODEL_ID: 'x', COACH_MAX_STEPS: '2' };
  expect(() => localSettings(environment, simulated)).toThrow(/COACH_MODEL_ID.*; ALARM_EMAIL/);
});

it('a setting with the value that it has here anyway is accepted', () => {
  expect(localSettings({ ...STAGE_DEFAULTS.local, PATH: '/bin' }, simulated)).toEqual({});
});

it('allowed origins are added to the origin of the web app', () => {
  const { ALLOWED_ORIGINS } = OTHER;
  const settings = localSettings({ ALLOWED_ORIGINS }, simulated);
  expect(settings.ALLOWED_ORIGINS).toBe(`${WEB_APP},${ALLOWED_ORIGINS}`);
});

it('the model ids are accepted with Bedrock, which is asked by them', () => {
  const { COACH_MODEL_ID, COACH_SMALL_MODEL_ID } = OTHER;
  expect(localSettings({ COACH_MODEL_ID, COACH_SMALL_MODEL_ID }, { kind: 'bedrock' })).toEqual({});
  const bridge = { kind: 'openai', url: 'http://127.0.0.1:1/v1#qwen' } as const;
  expect(() => localSettings({ COACH_MODEL_ID }, bridge)).toThrow(
    'COACH_MODEL_ID cannot be set: it needs --model bedrock',
  );
});

it.each([
  [{ COACH_MAX_STEPS: 'many' }, simulated],
  [{ ALLOWED_ORIGINS: 'example.com' }, simulated],
  [{ COACH_SEARCH_PROVIDER: 'google' }, simulated],
  [{ COACH_MODEL_ID: 'a model' }, { kind: 'bedrock' }],
] as const)('a malformed value is refused by the name of its setting: %j', (environment, model) => {
  const [name = ''] = Object.keys(environment);
  expect(() => localSettings(environment, model)).toThrow(BadOption);
  expect(() => localSettings(environment, model)).toThrow(new RegExp(`^[^\\n]*${name}[^\\n]*$`));
});
