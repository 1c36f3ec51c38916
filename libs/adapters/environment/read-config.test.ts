import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readConfig } from './read-config.ts';
import { frontDoorSettings, modelSettings, stageSettings, stepSettings, tokenSettings } from './settings.ts';

const TRAITS = { forcedTool: true, sampling: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: 1_024 };
const models = {
  COACH_MODEL_ID: 'main',
  COACH_MODEL_TRAITS: JSON.stringify(TRAITS),
  COACH_SMALL_MODEL_ID: 'small',
  COACH_SMALL_MODEL_TRAITS: JSON.stringify({ ...TRAITS, reasoning: 'none', cacheMinTokens: null }),
};

it('names every missing or wrong setting, and no value', () => {
  const schema = z.object({ ...stageSettings, ...tokenSettings, ...stepSettings });
  const environment = { STAGE: '', TOKEN_ISSUER: 'a-secret', TOKEN_CLIENT_ID: 'c', COACH_MAX_STEPS: '21' };
  const failure = (() => {
    try {
      return readConfig(schema, environment);
    } catch (error) {
      return String(error);
    }
  })();
  expect(failure).toContain('settings are missing or wrong: ');
  for (const name of ['STAGE', 'TOKEN_ISSUER', 'TOKEN_JWKS_URI', 'COACH_MAX_STEPS: must be a number from 2 to 20']) {
    expect(failure).toContain(name);
  }
  expect(failure).not.toMatch(/a-secret|TOKEN_CLIENT_ID/);
});

describe('readConfig', () => {
  it('parses and checks the traits of a model', () => {
    const schema = z.object(modelSettings);
    expect(readConfig(schema, models)).toMatchObject({
      COACH_MODEL_TRAITS: TRAITS,
      COACH_SMALL_MODEL_TRAITS: { reasoning: 'none', cacheMinTokens: null },
    });
    const wrong = { ...models, COACH_MODEL_TRAITS: JSON.stringify({ ...TRAITS, reasoning: 'much' }) };
    expect(() => readConfig(schema, wrong)).toThrow('COACH_MODEL_TRAITS.reasoning');
  });

  it.each([
    ['https://a.example,https://b.example', ['https://a.example', 'https://b.example']],
    ['https://a.example', ['https://a.example']],
    ['', []],
  ])('splits the allowed origins at commas: %j', (ALLOWED_ORIGINS, origins) => {
    expect(readConfig(z.object(frontDoorSettings), { ALLOWED_ORIGINS }).ALLOWED_ORIGINS).toEqual(origins);
  });

  it.each([
    ['2', 2],
    ['10', 10],
    ['20', 20],
  ])('accepts %s as the maximum number of steps', (COACH_MAX_STEPS, steps) => {
    expect(readConfig(z.object(stepSettings), { COACH_MAX_STEPS }).COACH_MAX_STEPS).toBe(steps);
  });

  it.each(['1', '21', '0', '02', '2.5', '', 'two'])('refuses %j as the maximum number of steps', (COACH_MAX_STEPS) => {
    expect(() => readConfig(z.object(stepSettings), { COACH_MAX_STEPS })).toThrow('COACH_MAX_STEPS');
  });
});
