import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { OutputLimit, SETTING_NAMES, STAGE_DEFAULTS, stageConfig } from './config.ts';

it.each(['dev', 'prod', 'local'] as const)('accepts the defaults of stage %s', (stage) => {
  expect(stageConfig(stage)).toMatchObject({ stage, functionPrefix: `coachstream-${stage}-` });
});

it('sets the notice of a simulated coach only in stage local', () => {
  expect(stageConfig('local').settings.COACH_NOTICE).toContain('simulated');
  expect(stageConfig('dev').settings.COACH_NOTICE).toBe('');
  expect(stageConfig('prod').settings.COACH_NOTICE).toBe('');
});

it('reserves no concurrency in dev, where an account may have a quota of 10', () => {
  expect(stageConfig('dev').settings.STREAM_CONCURRENCY).toBeUndefined();
  expect(stageConfig('prod').settings.STREAM_CONCURRENCY).toBe(100);
  expect(stageConfig('dev', { STREAM_CONCURRENCY: '0' }).settings.STREAM_CONCURRENCY).toBe(0);
});

it('names every wrong setting in one error', () => {
  const wrong = { ALLOWED_ORIGINS: 'https://good.example,*', STREAM_CONCURRENCY: 'many', ALARM_EMAIL: 'nobody' };

  expect(() => stageConfig('dev', wrong)).toThrow(/ALLOWED_ORIGINS.*STREAM_CONCURRENCY.*ALARM_EMAIL/);
});

it.each([
  ['LOG_RETENTION_DAYS', '5', 'must be one of: 1, 7, 30, 90, 365'],
  ['COACH_MAX_STEPS', 'zero', 'must be a number from 2 to 20'],
  ['COACH_MAX_STEPS', '21', 'must be a number from 2 to 20'],
  ['STREAM_CONCURRENCY', 'many', 'must be off, or a number from 0 to 99999'],
  ['THREAT_PROTECTION', 'yes', 'must be one of: on, off'],
  ['FIRST_TOKEN_ALARM_MS', '5s', 'must be a number from 100 to 99999'],
  ['SES_IDENTITY', 'example.com', 'must be an address, or a name and an address: Coach <coach@example.com>'],
  ['SES_VERIFIED', 'both', 'must be one of: address, domain'],
  ['ALARM_EMAIL', 'nobody', 'must be an e-mail address'],
  ['COACH_MODEL_ID', 'a model', 'must be a model id or an inference profile'],
])('says what %s takes instead of %s', (name, value, words) => {
  expect(() => stageConfig('dev', { [name]: value })).toThrow(`${name}: ${words}`);
});

it.each(['https://a.example/', 'https://a.example/path', 'a.example', 'null', '*'])(
  'rejects %s as an allowed origin',
  (origin) => {
    expect(() => stageConfig('dev', { ALLOWED_ORIGINS: origin })).toThrow('ALLOWED_ORIGINS');
  },
);

it('names every model that cannot be called from the Region, with its setting, in one error', () => {
  const settings = {
    COACH_MODEL_ID: 'us.anthropic.claude-sonnet-4-6',
    COACH_SMALL_MODEL_ID: 'amazon.nova-premier-v1:0',
  };

  expect(() => stageConfig('prod', settings, 'eu-central-1')).toThrow(
    /^[^\n]*COACH_MODEL_ID: us\.anth[^\n]*; COACH_SMALL_MODEL_ID: amazon\.nova-premier[^\n]*$/,
  );
});

it('warns once of a model that has both purposes, and of a small model that always thinks', () => {
  const both = { COACH_MODEL_ID: 'us.maker.new-model', COACH_SMALL_MODEL_ID: 'us.maker.new-model' };
  expect(stageConfig('dev', both).warnings).toEqual([expect.stringContaining('us.maker.new-model')]);

  const { warnings } = stageConfig('dev', { COACH_SMALL_MODEL_ID: 'anthropic.claude-opus-5-5' });
  expect(warnings).toEqual([expect.stringMatching(/^us\.anthropic\.claude-opus-5-5 always thinks/)]);
});

it.each(['us-east-1', 'eu-central-1', 'ap-northeast-1'])(
  'has default models that force tools and need no warning in %s',
  (region) => {
    for (const stage of ['dev', 'prod', 'local'] as const) {
      const { mainModel, smallModel, warnings } = stageConfig(stage, {}, region);
      expect([mainModel.traits.forcedTool, smallModel.traits.forcedTool, ...warnings]).toEqual([true, true]);
    }
  },
);

it('requires maxTokens to be larger than the thinking budget', () => {
  expect(OutputLimit.safeParse({ maxTokens: 8192, thinkingTokens: 2048 }).success).toBe(true);
  expect(OutputLimit.safeParse({ maxTokens: 2048, thinkingTokens: 2048 }).success).toBe(false);
});

it('documents every setting and its defaults in docs/operations.md', () => {
  const manual = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');
  const rows = manual.matchAll(/^\| `([A-Z_]+)` \| (\S+) \| (\S+) \|/gm);
  const documented = [...rows].map(([, name, dev = '', prod = '']) => [
    name,
    settingOf(dev),
    settingOf(prod === 'same' ? dev : prod),
  ]);

  expect(documented).toEqual(SETTING_NAMES.map((name) => [name, STAGE_DEFAULTS.dev[name], STAGE_DEFAULTS.prod[name]]));
});

const settingOf = (cell: string) => (cell === 'empty' ? '' : cell.replaceAll('`', ''));

it('has a default for every setting and stage', () => {
  for (const defaults of Object.values(STAGE_DEFAULTS)) expect(Object.keys(defaults)).toEqual([...SETTING_NAMES]);
});
