import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { decideEndpoint } from '@smithy/core/endpoints';
import { expect, it } from 'vitest';
import { plainDynamoEndpoints, withoutRegionNames } from './lean-sdk.ts';

const FILE = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';

interface Partition {
  readonly id: string;
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, object>>;
}

const partitionsIn = async (source: string): Promise<readonly Partition[]> => {
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  return ((await import(url)) as { partitionsInfo: { partitions: Partition[] } }).partitionsInfo.partitions;
};

it('a Region without its name in words is still found in its partition by the pattern', async () => {
  const source = readFileSync(FILE, 'utf8');
  const [whole, lean] = [await partitionsIn(source), await partitionsIn(withoutRegionNames(source))];
  expect(lean.map(({ regions }) => Object.keys(regions).length)).toEqual(whole.map(() => 0));
  const named = whole.flatMap(({ id, regions }) => Object.keys(regions).map((region) => ({ id, region })));
  // `aws-global` and its like are no Regions, and no function runs there.
  const real = named.filter(({ region }) => !region.includes('global'));
  expect(real.length).toBeGreaterThan(30);
  for (const { id, region } of real) {
    expect(lean.find(({ regionRegex }) => new RegExp(regionRegex).test(region))?.id, region).toBe(id);
  }
});

it.each(['us-east-1', 'eu-central-1', 'us-gov-west-1', 'cn-north-1'])(
  'the lean rules name the endpoint of DynamoDB in %s that the SDK names',
  async (Region) => {
    const rules = plainDynamoEndpoints(
      readFileSync('node_modules/@aws-sdk/client-bedrock-runtime/dist-es/endpoint/bdd.js', 'utf8'),
    );
    const endpoints = import.meta.resolve('@smithy/core/endpoints');
    const url = `data:text/javascript,${encodeURIComponent(rules.replace('"@smithy/core/endpoints"', JSON.stringify(endpoints)))}`;
    const { bdd } = (await import(url)) as { bdd: Parameters<typeof decideEndpoint>[0] };
    // Loading a client teaches the rules what a partition is.
    const client = new DynamoDBClient({ region: Region });
    const endpointParams = { Region, UseDualStack: false, UseFIPS: false };

    expect(decideEndpoint(bdd, { endpointParams }).url.href).toBe(
      client.config.endpointProvider(endpointParams as never).url.href,
    );
  },
);
