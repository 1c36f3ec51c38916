import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { synthesized } from '../testing.ts';

const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: { readonly LoggingConfig?: { readonly LogGroup?: { readonly Ref?: string } } };
}

const resourcesOf = async (stage: 'dev' | 'prod') => {
  const { parts, template } = await synthesized(stage);
  return parts.flatMap((part) =>
    Object.entries<Resource>(template(part).toJSON()['Resources']).map(([id, resource]) => ({ ...resource, part, id })),
  );
};

it('names in docs/operations.md all that the templates of dev leave behind after a destroy', async () => {
  const retained = (await resourcesOf('dev')).filter(({ DeletionPolicy }) =>
    String(DeletionPolicy).startsWith('Retain'),
  );

  // Both belong to the account and Region, where another API may use them.
  expect(retained.map(({ Type }) => Type).sort()).toEqual(['AWS::ApiGateway::Account', 'AWS::IAM::Role']);
  for (const { id } of retained.filter(({ Type }) => Type === 'AWS::IAM::Role')) {
    expect(id).toMatch(/^ApiRestCloudWatchRole/);
    expect(manual).toContain('`coachstream-dev-app-ApiRestCloudWatchRole…`');
  }
});

it('gives every function of dev a log group that is deleted with its stack, also those of CDK itself', async () => {
  const resources = await resourcesOf('dev');
  const deleted = resources.filter(
    ({ Type, DeletionPolicy }) => Type === 'AWS::Logs::LogGroup' && DeletionPolicy === 'Delete',
  );
  const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');

  expect(functions.length).toBeGreaterThan(9);
  for (const { part, id, Properties } of functions) {
    const group = deleted.find((logs) => logs.part === part && logs.id === Properties.LoggingConfig?.LogGroup?.Ref);
    expect(group, `the log group of ${part} ${id}`).toBeDefined();
  }
});
