import { expect, it } from 'vitest';
import { chooseModel } from './choose-model.ts';

const SONNET = 'anthropic.claude-sonnet-4-6';
const OPUS_5 = 'anthropic.claude-opus-5';

it.each([
  ['us-east-1', SONNET, `us.${SONNET}`],
  ['eu-central-1', SONNET, `eu.${SONNET}`],
  ['ap-northeast-1', SONNET, `jp.${SONNET}`],
  ['ap-southeast-2', SONNET, `au.${SONNET}`],
  ['us-east-1', 'amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
  ['us-west-2', 'amazon.nova-lite-v1:0', 'us.amazon.nova-lite-v1:0'],
  ['eu-west-3', 'simulated-main', 'simulated-main'],
])('calls, from %s, the plain id %s as %s', (region, setting, id) => {
  expect(chooseModel(setting, region)).toMatchObject({ id, foundationModelId: setting, warnings: [] });
});

it.each([
  ['ca-central-1', SONNET, `us.${SONNET}`, 'ca'],
  ['ap-northeast-1', 'amazon.nova-lite-v1:0', 'apac.amazon.nova-lite-v1:0', 'jp'],
])('calls, from %s, the plain id %s as %s and warns that prompts may leave the country', (region, setting, id, own) => {
  const { warnings, ...chosen } = chooseModel(setting, region);
  expect(chosen).toMatchObject({ id, foundationModelId: setting });
  expect(warnings).toEqual([`${id} may process prompts in other countries than profiles of ${own} do`]);
});

it('refuses a prefix from a Region that the profile of the model leaves out', () => {
  const model = 'anthropic.claude-opus-4-8';
  expect(() => chooseModel(`eu.${model}`, 'eu-west-2')).toThrow(`eu.${model} cannot be called from eu-west-2: set `);
  expect(chooseModel(`eu.${model}`, 'eu-west-1').warnings).toEqual([]);
});

it.each([
  ['sa-east-1', SONNET, `global.${SONNET}`],
  ['ap-south-1', SONNET, `global.${SONNET}`],
  ['eu-central-1', `global.${SONNET}`, `global.${SONNET}`],
])('calls, from %s, %s by the global profile and warns of where prompts go', (region, setting, id) => {
  const { warnings, ...chosen } = chooseModel(setting, region);
  expect(chosen).toMatchObject({ id, foundationModelId: SONNET });
  expect(warnings).toEqual([`global.${SONNET} may process prompts in any commercial Region`]);
});

it.each([
  ['amazon.nova-premier-v1:0', 'eu-central-1', `set another model, such as eu.${SONNET}`],
  [`us.${SONNET}`, 'eu-central-1', `set eu.${SONNET}`],
  [`eu.${SONNET}`, 'us-east-1', `set us.${SONNET}`],
  [
    OPUS_5,
    'ap-northeast-1',
    `set global.${OPUS_5} if its prompts may be processed in any commercial Region, or another model, such as jp.${SONNET}`,
  ],
  [
    'anthropic.claude-opus-4-8',
    'eu-west-2',
    'set global.anthropic.claude-opus-4-8 if its prompts may be processed in any commercial Region, ' +
      `or another model, such as eu.${SONNET}`,
  ],
  ['us.maker.new-model', 'eu-central-1', `set another model, such as eu.${SONNET}`],
  [SONNET, 'us-gov-west-1', 'set a model that the Region has (aws bedrock list-inference-profiles)'],
])('refuses %s in %s with one sentence that says what to set', (setting, region, instead) => {
  expect(() => chooseModel(setting, region)).toThrow(`${setting} cannot be called from ${region}: ${instead}`);
});

it.each(['us.maker.new-model', 'maker.new-model'])(
  'accepts the unknown model %s, without any feature, with a warning',
  (id) => {
    const { traits, warnings, ...chosen } = chooseModel(id, 'us-east-1');
    expect(chosen).toEqual({ id, foundationModelId: 'maker.new-model' });
    expect(traits).toEqual({
      forcedTool: false,
      sampling: false,
      reasoning: 'none',
      bindsThoughts: true,
      cacheMinTokens: null,
    });
    expect(warnings).toEqual([`${id} is not in infra/models: no feature is used that some model refuses`]);
  },
);

it('accepts a profile of the Region that the table does not list, with a warning', () => {
  expect(chooseModel(`jp.${OPUS_5}`, 'ap-northeast-1')).toMatchObject({
    id: `jp.${OPUS_5}`,
    traits: { reasoning: 'adaptive' },
    warnings: [expect.stringContaining('is no profile that infra/models lists')],
  });
});

it('warns of a model that is about to end, and names its successor', () => {
  expect(chooseModel('anthropic.claude-fable-5', 'us-east-1').warnings).toEqual([
    'us.anthropic.claude-fable-5 is about to end: change to anthropic.claude-fable-5-1',
  ]);
});
