import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { COACHES, turnRoutesOf } from '#contract/coaches';
import { synthesized } from '../testing.ts';
import { type CoachStream, pascalName, readCoachStreams } from './coach-streams.ts';

let template: Template;
beforeAll(async () => {
  template = (await synthesized('dev')).template('app');
});

async function streamOf(name: string): Promise<CoachStream> {
  const stream = (await readCoachStreams()).find((found) => found.name === name);
  if (!stream) throw new Error(`no coach ${name}`);
  return stream;
}

/** By logical id. */
const functionNames = () =>
  new Map(
    Object.entries(template.findResources('AWS::Lambda::Function')).map(([id, { Properties }]) => [
      id,
      String(Properties.FunctionName),
    ]),
  );

describe.each(Object.entries(COACHES))('the stream function of %s', (name, row) => {
  const id = pascalName({ name });
  const statementsOf = () => {
    const [policy] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([key]) =>
      key.startsWith(`${id}RoleDefaultPolicy`),
    );
    return policy?.[1]['Properties'].PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[];
  };
  const allowed = (action: string) =>
    statementsOf().flatMap(({ Action, Resource }) => ([Action].flat().includes(action) ? [Resource].flat() : []));

  it('may start exactly the jobs that its config names', async () => {
    const { config } = await streamOf(name);
    const arns = allowed('lambda:InvokeFunction').map((arn) => (arn as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]);
    const started = arns.map((logicalId) => functionNames().get(String(logicalId)));
    expect(started).toEqual(config.jobs.map((job) => `coachstream-dev-${job}`));
  });

  it('may query the list index only if its config says so', async () => {
    const { config } = await streamOf(name);
    const queried = JSON.stringify(allowed('dynamodb:Query'));
    expect(queried.includes('/index/list')).toBe(config.queriesLists);
  });

  it('reads exactly the settings that its config names', async () => {
    const { config } = await streamOf(name);
    const fn = Object.values(template.findResources('AWS::Lambda::Function')).find(
      ({ Properties }) => Properties.FunctionName === `coachstream-dev-${row.function}`,
    );
    const names = Object.keys(fn?.['Properties'].Environment.Variables);
    expect(names.toSorted()).toEqual(Object.keys(config.settings.shape).toSorted());
  });

  it('answers the routes of its row, each as a stream', () => {
    const resources = template.findResources('AWS::ApiGateway::Resource');
    const pathOf = (logicalId: string | undefined): string => {
      const { ParentId, PathPart } = resources[logicalId ?? '']?.['Properties'] ?? {};
      return PathPart === undefined ? '' : `${pathOf(ParentId.Ref)}/${PathPart}`;
    };
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method')).flatMap(({ Properties }) => {
      const { HttpMethod, ResourceId, Integration } = Properties;
      const isMine = JSON.stringify(Integration.Uri ?? '').includes(`"${id}Handler`);
      return isMine ? [[HttpMethod, pathOf(ResourceId.Ref), Integration.ResponseTransferMode]] : [];
    });
    const routes = turnRoutesOf(row).map(({ method, path }) => [method, path.replaceAll(/:(\w+)/g, '{$1}'), 'STREAM']);
    expect(methods.toSorted()).toEqual(routes.toSorted());
  });
});
