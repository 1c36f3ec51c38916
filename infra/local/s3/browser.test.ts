import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UploadForm } from '#ports/objects';
import { ALL_RIGHTS, BUCKET, BUCKET_ARN, postForm, startBucket, WEB_ORIGIN } from './local-s3-fixtures.ts';

const FILE = { key: 'user-uploads/me/a.png', contentType: 'image/png', sizeBytes: 4 };
const BYTES = Buffer.from('\x89PNG', 'latin1');
const MINUTE = 60_000;

let bucket: Awaited<ReturnType<typeof startBucket>>;
beforeAll(async () => {
  bucket = await startBucket({
    roles: {
      writer: ALL_RIGHTS,
      untagged: [{ actions: ['s3:PutObject', 's3:GetObject'], resources: [`${BUCKET_ARN}/user-uploads/*`] }],
      nobody: [],
    },
  });
});
afterAll(() => bucket.close());

const formOf = (role = 'writer') => bucket.objectsFor(role).uploadForm(FILE);
const withFields = (form: UploadForm, changes: Record<string, string | undefined>): UploadForm => ({
  ...form,
  fields: Object.fromEntries(
    Object.entries({ ...form.fields, ...changes }).filter((field): field is [string, string] => field[1] !== undefined),
  ),
});
const outcome = async (response: Response) => {
  const xml = await response.text();
  return `${response.status} ${/<Code>(.*?)<\/Code>/.exec(xml)?.[1] ?? ''} ${/<Message>(.*?)<\/Message>/.exec(xml)?.[1] ?? ''}`.trim();
};
const stored = () => bucket.objectsFor('admin').read(FILE.key);

/** Signs another policy with the key of the function. */
function signed(form: UploadForm, change: (policy: { expiration: string; conditions: unknown[] }) => void): UploadForm {
  const policy = JSON.parse(Buffer.from(form.fields['Policy'] ?? '', 'base64').toString());
  change(policy);
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64');
  const [, ...scope] = (form.fields['X-Amz-Credential'] ?? '').split('/');
  const key = scope.reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    'AWS4local',
  );
  const signature = createHmac('sha256', key).update(encoded).digest('hex');
  return withFields(form, { Policy: encoded, 'X-Amz-Signature': signature });
}

describe('a browser form', () => {
  it('stores the file of the page with the type of the form, and answers the page with 204', async () => {
    const response = await postForm(await formOf(), BYTES, { origin: WEB_ORIGIN });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(WEB_ORIGIN);
    expect(await stored()).toEqual({ bytes: Uint8Array.from(BYTES), sizeBytes: 4, contentType: 'image/png' });
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    [
      'another key',
      { key: 'user-uploads/you/a.png' },
      '403 AccessDenied Invalid according to Policy: Policy Condition',
    ],
    ['another type', { 'Content-Type': 'text/html' }, '403 AccessDenied Invalid according to Policy: Policy Condition'],
    ['no tag', { tagging: undefined }, '403 AccessDenied Invalid according to Policy: Policy Condition failed'],
    ['another tag', { tagging: '<Tagging><TagSet/></Tagging>' }, '403 AccessDenied Invalid according to Policy'],
    ['another bucket', { bucket: 'other' }, '403 AccessDenied Invalid according to Policy'],
    [
      'a further field',
      { acl: 'public-read' },
      '403 AccessDenied Invalid according to Policy: Extra input fields: acl',
    ],
    ['no policy', { Policy: undefined }, '403 AccessDenied'],
    ['no signature', { 'X-Amz-Signature': undefined }, '400 InvalidArgument'],
    ['a wrong signature', { 'X-Amz-Signature': '0'.repeat(64) }, '403 SignatureDoesNotMatch'],
    ['a signature that is no hexadecimal number', { 'X-Amz-Signature': 'x' }, '403 SignatureDoesNotMatch'],
    ['no session token', { 'X-Amz-Security-Token': undefined }, '403 InvalidAccessKeyId'],
    ['no key', { key: undefined }, '400 InvalidArgument'],
  ])('is refused with %s', async (_, changes, refusal) => {
    await bucket.objectsFor('admin').remove([FILE.key]);
    expect(await outcome(await postForm(withFields(await formOf(), changes), BYTES))).toContain(refusal);
    expect(await stored()).toBeUndefined();
  });

  it('is refused when its policy was changed after it was signed', async () => {
    const form = await formOf();
    const policy = JSON.parse(Buffer.from(form.fields['Policy'] ?? '', 'base64').toString());
    const Policy = Buffer.from(JSON.stringify({ ...policy, expiration: '2099-01-01T00:00:00Z' })).toString('base64');
    expect(await outcome(await postForm(withFields(form, { Policy }), BYTES))).toContain('403 SignatureDoesNotMatch');
  });

  it.each([
    [3, '400 EntityTooSmall'],
    [5, '400 EntityTooLarge'],
  ])('is refused with a file of %i bytes instead of 4', async (size, refusal) => {
    expect(await outcome(await postForm(await formOf(), Buffer.alloc(size)))).toContain(refusal);
  });

  it('is refused once it has expired, in words', async () => {
    const form = await formOf();
    bucket.clock.advance(5 * MINUTE + 1);
    expect(await outcome(await postForm(form, BYTES))).toBe(
      '403 AccessDenied Invalid according to Policy: Policy expired.',
    );
  });

  it('is refused without a file, and ignores fields after the file', async () => {
    const { url, fields } = await formOf();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    expect(await outcome(await fetch(url, { method: 'POST', body: form }))).toContain('400 InvalidArgument');
    form.append('file', new Blob([new Uint8Array(BYTES)]), 'a.png');
    form.append('acl', 'public-read');
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
    expect(await outcome(await fetch(url, { method: 'POST', body: 'a=b' }))).toContain('412 PreconditionFailed');
  });

  it('has the permissions of the function that signed it', async () => {
    const DENIED = '403 AccessDenied Access Denied';
    expect(await outcome(await postForm(await formOf('nobody'), BYTES))).toBe(DENIED);
    expect(await outcome(await postForm(await formOf('untagged'), BYTES))).toBe(DENIED);
    const secret = await bucket.objectsFor('writer').uploadForm({ ...FILE, key: 'secret/a.png' });
    expect(await outcome(await postForm(secret, BYTES))).toBe(DENIED);
  });

  it('obeys the conditions starts-with and eq of a policy', async () => {
    const form = await formOf();
    const loose = signed(form, (policy) => {
      policy.conditions = [
        ...policy.conditions.filter((one) => !('key' in (one as object)) && !('Content-Type' in (one as object))),
        ['starts-with', '$key', 'user-uploads/me/'],
        ['eq', '$content-type', 'image/png'],
      ];
    });
    const named = withFields(loose, { key: ['user-uploads/me/$', '{filename}'].join('') });
    expect((await postForm(named, BYTES)).status).toBe(204);
    expect(await bucket.objectsFor('admin').read('user-uploads/me/my file.png')).toMatchObject({ sizeBytes: 4 });
    const other = withFields(loose, { key: 'user-uploads/you/a.png' });
    expect(await outcome(await postForm(other, BYTES))).toContain('403 AccessDenied');
  });
});

describe('a presigned URL', () => {
  const urlOf = async (role = 'writer', key = FILE.key) => {
    await bucket.objectsFor('admin').put({ key: FILE.key, bytes: BYTES, contentType: 'image/png' });
    return (await bucket.objectsFor(role).downloadUrl(key)).url;
  };

  it('shows a picture to the page, and its parts', async () => {
    const url = await urlOf();
    const response = await fetch(url, { headers: { origin: WEB_ORIGIN } });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(WEB_ORIGIN);
    expect(await response.bytes()).toEqual(Uint8Array.from(BYTES));
    const part = await fetch(url, { headers: { range: 'bytes=1-2' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 1-2/4', 'PN']);
    const unchanged = await fetch(url, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
    expect(unchanged.status).toBe(304);
  });

  it.each<[string, (url: URL) => void, string]>([
    [
      'another key',
      (url) => Object.assign(url, { pathname: `/${BUCKET}/user-uploads/you/a.png` }),
      '403 SignatureDoesNotMatch',
    ],
    ['a longer life', (url) => url.searchParams.set('X-Amz-Expires', '604800'), '403 SignatureDoesNotMatch'],
    ['a further header', (url) => url.searchParams.set('response-content-type', 'text/html'), '403 SignatureDoes'],
    ['no signature', (url) => url.searchParams.delete('X-Amz-Signature'), '403 AccessDenied'],
    ['no session token', (url) => url.searchParams.delete('X-Amz-Security-Token'), '403 InvalidAccessKeyId'],
    ['a life of more than a week', (url) => url.searchParams.set('X-Amz-Expires', '604801'), '400 AuthorizationQuery'],
  ])('is refused with %s', async (_, change, refusal) => {
    const url = new URL(await urlOf());
    change(url);
    expect(await outcome(await fetch(url))).toContain(refusal);
  });

  it('is refused for another method', async () => {
    expect(await outcome(await fetch(await urlOf(), { method: 'DELETE' }))).toContain('403 SignatureDoesNotMatch');
    expect(await stored()).toBeDefined();
  });

  it('is refused after 15 minutes, and long before it was signed', async () => {
    const url = await urlOf();
    bucket.clock.advance(15 * MINUTE + 1);
    expect(await outcome(await fetch(url))).toBe('403 AccessDenied Request has expired');
    bucket.clock.advance(-60 * MINUTE);
    expect(await outcome(await fetch(url))).toBe('403 AccessDenied Request is not yet valid');
    bucket.clock.advance(45 * MINUTE);
  });

  it('has the permissions of the function that signed it', async () => {
    expect((await fetch(await urlOf('untagged'))).status).toBe(200);
    expect(await outcome(await fetch(await urlOf('nobody')))).toContain('403 AccessDenied');
    expect(await outcome(await fetch(await urlOf('writer', 'secret/a.png')))).toContain('403 AccessDenied');
  });
});

describe('a page of another origin', () => {
  const preflight = (origin: string, method: string, headers = {}) =>
    fetch(`${bucket.url}/${BUCKET}/`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, ...headers },
    });

  it('may not read an answer', async () => {
    const response = await postForm(await formOf(), BYTES, { origin: 'https://evil.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('gets no permission by a preflight, which the web app gets', async () => {
    const allowed = await preflight(WEB_ORIGIN, 'POST');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, WEB_ORIGIN]);
    expect(allowed.headers.get('access-control-max-age')).toBe('3000');
    for (const refused of [
      await preflight('https://evil.example', 'POST'),
      await preflight(WEB_ORIGIN, 'DELETE'),
      await preflight(WEB_ORIGIN, 'POST', { 'access-control-request-headers': 'x-secret' }),
    ]) {
      expect(await outcome(refused)).toContain('403 AccessForbidden');
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

it('the server implements no other part of S3, and says so', async () => {
  const admin = bucket.whereFor('admin');
  const { S3Client, CreateMultipartUploadCommand, CopyObjectCommand, PutObjectAclCommand } = await import(
    '@aws-sdk/client-s3'
  );
  const sdk = new S3Client({ ...admin, maxAttempts: 1 });
  const at = { Bucket: BUCKET, Key: 'a' };
  for (const call of [
    () => sdk.send(new CreateMultipartUploadCommand(at)),
    () => sdk.send(new CopyObjectCommand({ ...at, CopySource: `${BUCKET}/b` })),
    () => sdk.send(new PutObjectAclCommand({ ...at, ACL: 'public-read' })),
  ]) {
    await expect(call()).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  }
  sdk.destroy();
});
