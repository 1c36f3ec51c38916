import { expect, it } from 'vitest';
import type { FunctionSpec } from './function-host.ts';
import { withLocalEnvironment } from './local-environment.ts';

const SPEC: FunctionSpec = {
  name: 'build',
  functionName: 'p-build',
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:p-build',
  modulePath: '/bundles/build/index.mjs',
  exportName: 'handler',
  timeoutMs: 3_000,
  memoryMb: 128,
  environment: {},
};

it('a function’s credentials have a session token, as those of a role do', () => {
  const model = { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:1' };
  const { environment } = withLocalEnvironment(SPEC, { dynamodb: 'http://127.0.0.1:2', s3: '', other: '' }, model);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    expect(environment[name]).toMatch(/./);
});
