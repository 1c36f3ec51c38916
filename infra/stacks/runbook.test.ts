import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { synthesized } from '../testing.ts';

const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

/** A stage draws pictures only where this is set. */
const DRAWS = { COACH_IMAGE_MODEL_ID: 'us-west-2/stability.sd3-5-large-v1:0' };

/** The properties of all resources of a type, in every stack. */
async function propertiesOf(stage: 'dev' | 'prod', type: string, settings = {}) {
  const { parts, template } = await synthesized(stage, settings);
  return parts.flatMap((part) => Object.values(template(part).findResources(type)).map(({ Properties }) => Properties));
}

/** Folders of the functions whose role may call a model. */
async function callersOfModels(): Promise<string[]> {
  const roles = (await propertiesOf('prod', 'AWS::IAM::Policy', DRAWS))
    .filter(({ PolicyDocument }) => JSON.stringify(PolicyDocument).includes('"bedrock:'))
    .flatMap(({ Roles }) => Roles.map(({ Ref }: { Ref: string }) => Ref));
  return (await propertiesOf('prod', 'AWS::Lambda::Function', DRAWS))
    .filter(({ Role }) => roles.includes(Role['Fn::GetAtt'][0]))
    .map(({ FunctionName }) => FunctionName.slice('coachstream-prod-'.length));
}

describe('docs/operations.md', () => {
  it('stops every function that calls a model with its kill switch, and no other', async () => {
    const [, names = ''] = /^for name in (.*); do$/m.exec(manual) ?? [];
    const callers = await callersOfModels();

    expect(callers.length).toBeGreaterThan(3);
    expect(names.split(' ').sort()).toEqual(callers.sort());
  });

  it('names the concurrency that prod reserves, and the quota that it needs', async () => {
    const reserved = (await propertiesOf('prod', 'AWS::Lambda::Function')).reduce(
      (sum, { ReservedConcurrentExecutions = 0 }) => sum + ReservedConcurrentExecutions,
      0,
    );

    expect(reserved).toBeGreaterThan(0);
    expect(manual).toContain(`\`prod\` reserves ${reserved} (`);
    expect(manual).toContain(`so it needs a quota of ${reserved + 100};`);
  });

  it('names the number of metrics that alarms watch, by which they are paid', async () => {
    const watched = async (stage: 'dev' | 'prod') =>
      (await propertiesOf(stage, 'AWS::CloudWatch::Alarm')).flatMap(({ Metrics = [{ MetricStat: 'its only one' }] }) =>
        Metrics.filter(({ MetricStat }: { MetricStat?: unknown }) => MetricStat !== undefined),
      ).length;

    expect(manual).toContain(`${await watched('dev')} in \`dev\`, ${await watched('prod')} in \`prod\``);
  });

  it('names the point-in-time recovery of each table that has it', async () => {
    const tables = (await propertiesOf('prod', 'AWS::DynamoDB::GlobalTable')).filter(({ Replicas }) =>
      JSON.stringify(Replicas).includes('"PointInTimeRecoveryEnabled":true'),
    );

    expect(tables).toHaveLength(1);
    expect(JSON.stringify(tables[0]?.['GlobalSecondaryIndexes'])).toContain('"due"');
    expect(manual).toContain('| point-in-time recovery of the table `main` |');
  });
});
