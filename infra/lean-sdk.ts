import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const bundled = (file: string) => fileURLToPath(new URL(`./bundled/${file}`, import.meta.url));

/** Modules within the SDK that a Lambda does not use, and their replacements. For whole packages see `INSTEAD_OF`. */
const INSTEAD_OF_MODULE: Readonly<Record<string, string>> = {
  AdaptiveRetryStrategy: bundled('no-adaptive-retry.ts'),
  calculateBodyLength: bundled('no-file-bodies.ts'),
  'util-user-agent-node/defaultUserAgent': bundled('plain-user-agent.ts'),
  fromSharedConfigFiles: bundled('no-config-files.ts'),
  getInstanceMetadataRegion: bundled('no-instance-metadata.ts'),
  QueryPaginator: bundled('no-paginators.ts'),
  ScanPaginator: bundled('no-paginators.ts'),
  'node-http2-handler': bundled('no-http2.ts'),
  Sha256Js: bundled('no-sha256.ts'),
  'service-customizations': bundled('no-s3-endpoints.ts'),
  'middleware-logger/loggerMiddleware': bundled('no-request-log.ts'),
  'check-features': bundled('no-feature-marks.ts'),
  'sdk-stream-mixin.browser': bundled('no-browser-streams.ts'),
};
const REPLACED = new RegExp(`^\\.{1,2}/(?:.*/)?(?:${Object.keys(INSTEAD_OF_MODULE).join('|')})$`);

/** A client's `package.json` is only used for the user agent. */
const CLIENT_PACKAGE = /@aws-sdk\/client-[\w-]+\/package\.json$/;

const SCHEMAS = /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/;
const NAME = /^const (_\w+) = ("[^"\\]*");$/gm;
const COMPUTED_KEY = /\[(_\w+)\]:/g;

/** Errors that DynamoDB answers only to the management of tables, backups, exports and replicas. */
const MANAGEMENT_ERROR =
  /^\w+_registry\.registerError\((?:Backup|ContinuousBackups|Export|GlobalTable|Import|Index|InvalidEndpoint|InvalidExport|InvalidRestore|PointInTime|Policy|Replica(?!ted)|ResourceInUse|Table)\w+\$, \w+\);$/gm;

const PARTITIONS = /util-endpoints\/lib\/aws\/partitions\.js$/;
const REGION_NAME = /"[\w-]+": \{\s*"description": "[^"]*"\s*\},?/g;

const DYNAMO_ENDPOINTS = /@aws-sdk\/client-dynamodb\/dist-es\/endpoint\/bdd\.js$/;
/** Its endpoint depends on Region, partition, FIPS and dual stack only. */
const PLAIN_ENDPOINTS = 'client-bedrock-runtime';

/**
 * Rules for the endpoints of DynamoDB, made of those of Bedrock. DynamoDB's own are four times as long, because they
 * also know endpoints of single accounts, which need credentials with an account, and tables named by their ARN.
 */
export const plainDynamoEndpoints = (ofBedrock: string): string => ofBedrock.replaceAll('bedrock-runtime', 'dynamodb');

/**
 * Removes the Regions from the table of AWS's partitions. Each has only its name in words there. The SDK finds the
 * partition of a Region that is not listed by the pattern beside the list.
 */
export const withoutRegionNames = (source: string): string => source.replaceAll(REGION_NAME, '');

/** Removes the parts of the SDK that no function can reach, and changes nothing else. */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    build.onResolve({ filter: REPLACED }, ({ path: from }) => {
      const [, path] = Object.entries(INSTEAD_OF_MODULE).find(([tail]) => from.endsWith(`/${tail}`)) ?? [];
      return path === undefined ? undefined : { path };
    });
    build.onLoad({ filter: CLIENT_PACKAGE }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    build.onLoad({ filter: PARTITIONS }, ({ path }) => ({ contents: withoutRegionNames(readFileSync(path, 'utf8')) }));
    build.onLoad({ filter: DYNAMO_ENDPOINTS }, ({ path }) => ({
      contents: plainDynamoEndpoints(readFileSync(path.replace('client-dynamodb', PLAIN_ENDPOINTS), 'utf8')),
    }));
    build.onLoad({ filter: SCHEMAS }, ({ path }) => ({
      contents: withPlainKeys(readFileSync(path, 'utf8')).replaceAll(MANAGEMENT_ERROR, ''),
    }));
  },
};

/**
 * Replaces computed keys of constants in a client's schemas (`{ [_e]: _c }`) by plain keys. A computed key may have
 * side effects, so esbuild would keep every operation that has one, with all its shapes, even if it is unused.
 */
function withPlainKeys(source: string): string {
  const names = new Map([...source.matchAll(NAME)].map(([, name, value]) => [name, value]));
  return source.replace(COMPUTED_KEY, (key, name) => (names.has(name) ? `${names.get(name)}:` : key));
}
