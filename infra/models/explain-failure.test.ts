import { expect, it } from 'vitest';
import { stageConfig } from '../config.ts';
import { explainFailure, modelsOfStage } from './explain-failure.ts';

const failure = (name: string, message: string) => Object.assign(new Error(message), { name });

it('lists the models of a stage as its Region calls them', () => {
  expect(modelsOfStage(stageConfig('prod', {}, 'eu-west-1'))).toEqual([
    { id: 'eu.anthropic.claude-sonnet-4-6', purpose: 'main' },
    { id: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0', purpose: 'small' },
  ]);
});

it.each([
  [
    failure('ResourceNotFoundException', 'This Model is marked by provider as Legacy and …'),
    'AWS has ended us.a.model or marks it as Legacy. Set COACH_SMALL_MODEL_ID to an active model and deploy.',
  ],
  [
    failure('AccessDeniedException', 'User: x is not authorized to perform: bedrock:InvokeModel on resource: y'),
    "The caller's permissions, or a policy of the organization, do not allow us.a.model.",
  ],
  [
    failure('ThrottlingException', 'Too many requests\nand more'),
    'us.a.model did not answer: ThrottlingException: Too many requests',
  ],
])('explains %s in plain words', (error, words) => {
  expect(explainFailure({ id: 'us.a.model', purpose: 'small' }, error)).toBe(words);
});
