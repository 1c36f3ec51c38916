import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createS3Objects } from '#adapters/s3/objects';
import type { Objects, UploadForm } from '#ports/objects';
import type { LocalClock } from '../clock.ts';
import { createFaults, type FaultKind } from '../faults/faults.ts';
import { createPermissions } from '../iam/permissions.ts';
import type { Roles, Statement } from '../iam/roles.ts';
import type { BucketSpec } from '../template/buckets.ts';
import { callerKeys } from './caller-keys.ts';
import { startLocalS3 } from './s3-server.ts';

export const BUCKET = 'files';
export const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;
export const WEB_ORIGIN = 'http://127.0.0.1:4000';
const START = Date.parse('2026-11-21T10:15:00.250Z');

/** What a function with all rights on the files of people may do. */
export const ALL_RIGHTS: readonly Statement[] = [
  {
    actions: ['GetObject', 'PutObject', 'DeleteObject', 'GetObjectTagging', 'PutObjectTagging'].map(
      (one) => `s3:${one}`,
    ),
    resources: [`${BUCKET_ARN}/user-uploads/*`, `${BUCKET_ARN}/user-assets/*`],
  },
  {
    actions: ['s3:ListBucket'],
    resources: [BUCKET_ARN],
    conditions: [{ key: 's3:prefix', patterns: ['user-uploads/*', 'user-assets/*'], isOptional: true }],
  },
];

/** A clock that stands until it is advanced. */
export function createFrozenClock(start = START): LocalClock & { sleep(ms: number): Promise<void> } {
  let now = start;
  const listeners = new Set<() => void>();
  const advance = (ms: number) => {
    now += ms;
    for (const listener of listeners) listener();
  };
  return {
    now: () => now,
    advance,
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    memory: new SharedArrayBuffer(8),
    sleep: async (ms) => advance(ms),
  };
}

export interface StartBucketOptions {
  /** By the name of a function. @default the function `writer` with all rights */
  readonly roles?: Readonly<Record<string, readonly Statement[]>>;
  readonly bucket?: Partial<BucketSpec>;
  readonly clock?: ReturnType<typeof createFrozenClock>;
  /** @default a new folder, which is removed at the end */
  readonly folder?: string;
}

/** Starts a local S3 with one bucket. */
export async function startBucket({
  roles = { writer: ALL_RIGHTS },
  bucket,
  clock = createFrozenClock(),
  folder,
}: StartBucketOptions = {}) {
  const temporary = folder ?? mkdtempSync(join(tmpdir(), 'coachstream-s3-'));
  const faults = createFaults(1);
  const waiting: (() => void)[] = [];
  const permissions = createPermissions(new Map(Object.entries(roles)) satisfies Roles);
  const server = await startLocalS3({
    folder: temporary,
    buckets: [{ name: BUCKET, cors: [CORS], expiration: [EXPIRATION], ...bucket }],
    keys: callerKeys(new Set(Object.keys(roles)), {}),
    permissions,
    clock,
    faults: {
      next() {
        const kind = faults.next('s3');
        if (kind) for (const resolve of waiting.splice(0)) resolve();
        return kind;
      },
    },
  });
  /** Where the bucket is for a function. Any other name is an administrator. */
  const whereFor = (accessKeyId: string) => ({
    region: 'us-east-1',
    endpoint: server.url,
    credentials: {
      accessKeyId,
      secretAccessKey: 'local',
      ...(accessKeyId in roles && { sessionToken: 'local' }),
    },
  });
  return {
    url: server.url,
    clock,
    permissions,
    whereFor,
    objectsFor: (accessKeyId: string): Objects =>
      createS3Objects({ bucketName: BUCKET, clock, where: whereFor(accessKeyId) }),
    /** Resolves when the next fault happens. */
    nextStrike: () => new Promise<void>((resolve) => void waiting.push(resolve)),
    strike: (kind: FaultKind, times = 1) => faults.add({ target: 's3', kind, probability: 1, times }),
    async close() {
      await server.close();
      if (folder === undefined) rmSync(temporary, { recursive: true, force: true });
    },
  };
}

const CORS: BucketSpec['cors'][number] = {
  allowedOrigins: [WEB_ORIGIN],
  allowedMethods: ['GET', 'POST'],
  allowedHeaders: [],
  exposedHeaders: [],
  maxAgeSeconds: 3_000,
};
const EXPIRATION = { prefix: '', tags: { unreferenced: 'true' }, days: 7 };

/** Posts a form as a browser does: its fields first, then the file. */
export function postForm({ url, fields }: UploadForm, bytes: Uint8Array, headers = {}): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'text/plain' }), 'my file.png');
  return fetch(url, { method: 'POST', body: form, headers });
}
