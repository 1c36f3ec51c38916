import { join } from 'node:path';
import { STAGE_DEFAULTS } from '../../config.ts';
import { type Roles, readRoles } from '../iam/roles.ts';
import type { FunctionSpec } from '../lambda/function-host.ts';
import { readAssembly } from './assembly.ts';
import { type BucketSpec, readBuckets } from './buckets.ts';
import { type CallerRule, readCallerRules } from './caller-rules.ts';
import { type FunctionUrlSpec, readFunctions, readFunctionUrls } from './functions.ts';
import {
  type AsyncSpec,
  type MappingSpec,
  type QueueSpec,
  readAsync,
  readMappings,
  readQueues,
  readSchedules,
  type ScheduleSpec,
} from './jobs.ts';
import { type LocalIdentity, localValues, PSEUDO_PARAMETERS } from './local-values.ts';
import { createResolver } from './resolve.ts';
import { type RestApiSpec, readRestApi } from './rest-api.ts';
import { readServiceUses, type ServiceUse } from './service-uses.ts';
import { readTables, type TableSpec } from './tables.ts';
import { type ExpiringTable, readTimeToLive } from './time-to-live.ts';

/** The deployed resources that the local stack runs. */
export interface Product {
  readonly functions: readonly FunctionSpec[];
  /** What each function and each schedule may do. */
  readonly roles: Roles;
  /** What AWS does with these roles by itself. */
  readonly serviceUses: readonly ServiceUse[];
  /** Who may call which function. */
  readonly callerRules: readonly CallerRule[];
  readonly urls: readonly FunctionUrlSpec[];
  readonly api: RestApiSpec;
  readonly tables: readonly TableSpec[];
  readonly expiring: readonly ExpiringTable[];
  readonly buckets: readonly BucketSpec[];
  readonly asyncs: ReadonlyMap<string, AsyncSpec>;
  readonly queues: readonly QueueSpec[];
  readonly mappings: readonly MappingSpec[];
  readonly schedules: readonly ScheduleSpec[];
}

export interface ReadProductOptions {
  /** The folder that the synth wrote. */
  readonly outdir: string;
  readonly identity: LocalIdentity;
  /** The web app's origin. Templates have {@link TEMPLATE_ORIGIN} in its place. */
  readonly origin: string;
}

/** The origin that stage `local` is synthesized with, since the port is chosen at start. */
const TEMPLATE_ORIGIN = STAGE_DEFAULTS.local.ALLOWED_ORIGINS;

const FUNCTION_PREFIX = 'coachstream-local-';

/** Reads the product from its synthesized templates, so that the local stack runs what would be deployed. */
export function readProduct({ outdir, identity, origin }: ReadProductOptions): Product {
  const templates = readAssembly(outdir, (text) => text.replaceAll(TEMPLATE_ORIGIN, origin));
  const resolver = createResolver(templates, localValues(identity), PSEUDO_PARAMETERS);
  const bundles = join(outdir, 'bundles', 'functions');
  return {
    functions: readFunctions(resolver, { functionPrefix: FUNCTION_PREFIX, bundles }),
    roles: readRoles(resolver),
    serviceUses: readServiceUses(resolver),
    callerRules: readCallerRules(resolver),
    urls: readFunctionUrls(resolver),
    api: readRestApi(resolver),
    tables: readTables(resolver),
    expiring: readTimeToLive(resolver),
    buckets: readBuckets(resolver),
    asyncs: readAsync(resolver),
    queues: readQueues(resolver),
    mappings: readMappings(resolver),
    schedules: readSchedules(resolver),
  };
}
