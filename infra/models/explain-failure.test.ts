import {
  AccessDeniedException,
  ResourceNotFoundException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { stageConfig } from '../config.ts';
import { explainFailure, modelsOfStage } from './explain-failure.ts';

const refused = <Failure>(kind: new (options: { message: string; $metadata: object }) => Failure, message: string) =>
  new kind({ message, $metadata: {} });

/** Bedrock's own messages. */
it.each([
  [
    refused(
      ResourceNotFoundException,
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in ' +
        'the last 15 days. Please upgrade to an active model on Amazon Bedrock',
    ),
    /marks it as Legacy\. Set COACH_SMALL_MODEL_ID to an active model/,
  ],
  [
    refused(ResourceNotFoundException, 'This model version has reached the end of its life.'),
    /AWS has ended us\.a\.model/,
  ],
  [
    refused(ResourceNotFoundException, 'Model use case details have not been submitted for this account.'),
    /has not sent the use-case form/,
  ],
  [
    refused(
      AccessDeniedException,
      'Model access is denied due to IAM user or service role is not authorized to perform the required AWS ' +
        'Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access.',
    ),
    /Invoke it once as an administrator/,
  ],
  [
    refused(AccessDeniedException, "You don't have access to the model with the specified model ID."),
    /Invoke it once as an administrator/,
  ],
  [
    refused(AccessDeniedException, 'User: arn:aws:iam::1:user/a is not authorized to perform: bedrock:InvokeModel on'),
    /The caller's permissions, or a policy of the organization, do not allow/,
  ],
  [
    refused(ValidationException, 'Invocation of model ID a with on-demand throughput isn’t supported.'),
    /can only be called by an inference profile/,
  ],
  [
    refused(ValidationException, 'The provided model identifier is invalid.'),
    /Bedrock knows no model us\.a\.model in this Region/,
  ],
  [refused(ThrottlingException, 'Too many tokens per day, please wait before trying again.'), /throttles it/],
  [refused(ValidationException, 'something new\nand more'), /^it did not answer: ValidationException: something new$/],
  [Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), /cannot be reached \(ENOTFOUND\)/],
])('explains %s', (error, words) => {
  expect(explainFailure({ id: 'us.a.model', purpose: 'small' }, error)).toMatch(words);
});

it('lists the models of a stage as its Region calls them', () => {
  expect(modelsOfStage(stageConfig('prod', {}, 'eu-west-1'))).toEqual([
    { id: 'eu.anthropic.claude-sonnet-4-6', purpose: 'main' },
    { id: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0', purpose: 'small' },
  ]);
});
