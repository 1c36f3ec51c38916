import { expect, it } from 'vitest';
import { Template } from './assembly.ts';
import { readFunctions } from './functions.ts';
import { localValues, PSEUDO_PARAMETERS } from './local-values.ts';
import { createResolver } from './resolve.ts';

const identity = { issuer: 'http://127.0.0.1:4000/local/issuer', clientId: 'web' };

/** Reads a template with one function. */
function read(properties: object) {
  const Properties = { FunctionName: 'p-build', Handler: 'index.handler', ...properties };
  const template = Template.parse({ Resources: { Build: { Type: 'AWS::Lambda::Function', Properties } } });
  const resolver = createResolver(new Map([['app', template]]), localValues(identity), PSEUDO_PARAMETERS);
  return readFunctions(resolver, { functionPrefix: 'p-', bundles: '/bundles' });
}

it('a function without settings has Lambda’s defaults: 3 s, 128 MB, no reserved concurrency', () => {
  expect(read({})).toMatchObject([
    { name: 'build', timeoutMs: 3_000, memoryMb: 128, environment: {}, reservedConcurrency: undefined },
  ]);
});

it('a function has the reserved concurrency of the template', () => {
  expect(read({ ReservedConcurrentExecutions: 0 })).toMatchObject([{ reservedConcurrency: 0 }]);
});

it('an environment of more than 4 kB is refused, with the name of its function', () => {
  const environment = (size: number) => ({ Environment: { Variables: { NAME: 'x'.repeat(size - 4) } } });
  expect(read(environment(4_096))).toHaveLength(1);
  expect(() => read(environment(4_097))).toThrow('the environment of p-build has 4097 bytes, and Lambda allows 4096');
});
