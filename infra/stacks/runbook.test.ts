import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { synthesized } from '../testing.ts';

const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is untyped.
  readonly Properties: any;
}

const resourcesOf = async (stage: 'dev' | 'prod') => {
  const { parts, template } = await synthesized(stage);
  return parts.flatMap((part) => Object.values<Resource>(template(part).toJSON()['Resources']));
};
const ofType = (resources: readonly Resource[], type: string) => resources.filter(({ Type }) => Type === type);

/** Folders of the functions whose role may call a model. */
async function callersOfModels(): Promise<string[]> {
  const resources = await resourcesOf('prod');
  const roles = ofType(resources, 'AWS::IAM::Policy')
    .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes('"bedrock:'))
    .flatMap(({ Properties }) => Properties.Roles.map(({ Ref }: { Ref: string }) => Ref));
  return ofType(resources, 'AWS::Lambda::Function')
    .filter(({ Properties }) => roles.includes(Properties.Role['Fn::GetAtt'][0]))
    .map(({ Properties }) => Properties.FunctionName.slice('coachstream-prod-'.length));
}

describe('docs/operations.md', () => {
  it('stops every function that calls a model with its kill switch, and no other', async () => {
    const [, names = ''] = /^for name in (.*); do$/m.exec(manual) ?? [];
    const callers = await callersOfModels();

    expect(callers.length).toBeGreaterThan(3);
    expect(names.split(' ').sort()).toEqual(callers.sort());
  });

  it('names the concurrency that prod reserves, and the quota that it needs', async () => {
    const reserved = ofType(await resourcesOf('prod'), 'AWS::Lambda::Function').reduce(
      (sum, { Properties }) => sum + (Properties.ReservedConcurrentExecutions ?? 0),
      0,
    );

    expect(reserved).toBeGreaterThan(0);
    expect(manual).toContain(`\`prod\` reserves ${reserved} (`);
    expect(manual).toContain(`so it needs a quota of ${reserved + 100};`);
  });

  it('names the number of metrics that alarms watch, by which they are paid', async () => {
    const watched = async (stage: 'dev' | 'prod') =>
      ofType(await resourcesOf(stage), 'AWS::CloudWatch::Alarm').flatMap(
        ({ Properties: { Metrics = [{ MetricStat: 'its only one' }] } }) =>
          Metrics.filter(({ MetricStat }: { MetricStat?: unknown }) => MetricStat !== undefined),
      ).length;

    expect(manual).toContain(`${await watched('dev')} in \`dev\`, ${await watched('prod')} in \`prod\``);
  });

  it('names the point-in-time recovery of each table that has it', async () => {
    const tables = ofType(await resourcesOf('prod'), 'AWS::DynamoDB::GlobalTable').filter(({ Properties }) =>
      JSON.stringify(Properties.Replicas).includes('"PointInTimeRecoveryEnabled":true'),
    );

    expect(tables).toHaveLength(1);
    expect(JSON.stringify(tables[0]?.Properties.GlobalSecondaryIndexes)).toContain('"due"');
    expect(manual).toContain('| point-in-time recovery of the table `main` |');
  });
});
