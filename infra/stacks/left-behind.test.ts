import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { synthesized } from '../testing.ts';

const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

const LOGS = 'AWS::Logs::LogGroup';

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: {
    readonly RetentionInDays?: number;
    readonly LoggingConfig?: { readonly LogGroup?: { readonly Ref?: string } };
  };
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

it('prod keeps its data, files, people, web app and logs when its stacks are deleted', async () => {
  const kept = [
    'AWS::Cognito::UserPool',
    'AWS::DynamoDB::GlobalTable',
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::S3::Bucket',
  ];
  const resources = (await resourcesOf('prod')).filter(({ Type }) => [...kept, LOGS].includes(Type));
  const isLog = ({ Type }: Resource) => Type === LOGS;

  expect(
    resources
      .filter((one) => !isLog(one))
      .map(({ Type }) => Type)
      .sort(),
  ).toEqual(kept);
  expect(resources.filter(isLog)).toHaveLength(12);
  expect(resources.filter(({ DeletionPolicy }) => DeletionPolicy !== 'Retain').map(({ id }) => id)).toEqual([]);
});

it.each([
  ['dev', 7],
  ['prod', 90],
] as const)('each log of %s keeps its lines for %i days', async (stage, days) => {
  const logs = (await resourcesOf(stage)).filter(({ Type, id }) => Type === LOGS && !id.includes('Emptying'));
  const retention = new Map(logs.map(({ id, Properties }) => [id, Properties.RetentionInDays]));

  expect(retention.size).toBe(12);
  expect([...retention].filter(([, inDays]) => inDays !== days)).toEqual([]);
});
