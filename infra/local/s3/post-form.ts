import { signingTime } from '../identity/signature.ts';
import { type CallerKeys, requireSignature, scopeOf, secretOf } from './callers.ts';
import { header, type S3Request } from './request.ts';
import { accessDenied, invalidArgument, S3Error } from './s3-error.ts';

/** A browser's form, once its policy allows it. */
export interface PostedFile {
  readonly accessKey: string;
  /** Fields by lower-case name, without the file. */
  readonly fields: ReadonlyMap<string, string>;
  readonly key: string;
  readonly bytes: Buffer;
}

/** Stands in a key for the name of the file: `${filename}`. */
const FILE_NAME = ['$', '{filename}'].join('');

/** Fields that the policy need not name. */
const UNCHECKED = new Set(['x-amz-signature', 'policy', 'file']);

/**
 * Reads a form and checks it against its own signed policy.
 *
 * @throws {S3Error} as S3 answers a form that its policy does not allow.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export async function readPostedFile(request: S3Request, keys: CallerKeys, now: number): Promise<PostedFile> {
  const { fields, bytes, fileName } = await readForm(request);
  const required = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined) throw invalidArgument(`Bucket POST must contain a field named '${name}'.`);
    return value;
  };
  const key = required('key').replace(FILE_NAME, fileName);
  const encoded = fields.get('policy');
  if (encoded === undefined) throw accessDenied();
  const scope = scopeOf(required('x-amz-credential'));
  if (required('x-amz-algorithm') !== 'AWS4-HMAC-SHA256' || Number.isNaN(signingTime(required('x-amz-date')))) {
    throw invalidArgument('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256", and X-Amz-Date must be ISO 8601.');
  }
  const secretAccessKey = secretOf(keys, scope.accessKey, fields.get('x-amz-security-token'));
  requireSignature(required('x-amz-signature'), scope, secretAccessKey, encoded);
  checkPolicy(parsePolicy(encoded), { ...request, fields: new Map([...fields, ['key', key]]), bytes, now });
  return { accessKey: scope.accessKey, fields, key, bytes };
}

async function readForm(request: S3Request) {
  const contentType = header(request, 'content-type') ?? '';
  if (!contentType.startsWith('multipart/form-data')) {
    throw new S3Error(412, 'PreconditionFailed', 'Bucket POST must be of the enclosure-type multipart/form-data');
  }
  const fields = new Map<string, string>();
  const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new S3Error(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed.');
    });
  for (const [name, value] of form) {
    // Whatever comes after the file is ignored.
    if (name.toLowerCase() === 'file') {
      if (typeof value === 'string') return { fields, bytes: Buffer.from(value), fileName: '' };
      return { fields, bytes: Buffer.from(await value.arrayBuffer()), fileName: value.name };
    }
    fields.set(name.toLowerCase(), String(value));
  }
  throw invalidArgument('POST requires exactly one file upload per request.');
}

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly unknown[];
}

function parsePolicy(encoded: string): Policy {
  try {
    const { expiration, conditions } = JSON.parse(Buffer.from(encoded, 'base64').toString()) as Partial<Policy>;
    if (typeof expiration === 'string' && Array.isArray(conditions)) return { expiration, conditions };
  } catch {
    // answered like a policy without these parts
  }
  throw new S3Error(400, 'InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
}

interface Checked extends Pick<S3Request, 'bucket'> {
  readonly fields: ReadonlyMap<string, string>;
  readonly bytes: Buffer;
  readonly now: number;
}

function checkPolicy({ expiration, conditions }: Policy, { bucket, fields, bytes, now }: Checked): void {
  const expiresAt = Date.parse(expiration);
  if (!(now <= expiresAt)) throw accessDenied('Invalid according to Policy: Policy expired.');
  const fieldOf = (name: string) => (name === 'bucket' ? bucket : fields.get(name));
  const named = new Set<string>();
  for (const condition of conditions) {
    const [operator, name, value] = readCondition(condition);
    if (operator === 'content-length-range') {
      checkLength(bytes.length, Number(name), Number(value));
      continue;
    }
    named.add(name);
    const actual = fieldOf(name);
    const isMet = operator === 'eq' ? actual === value : actual?.startsWith(value);
    if (!isMet) {
      throw accessDenied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`);
    }
  }
  if (fields.has('bucket') && fields.get('bucket') !== bucket) {
    throw accessDenied('Invalid according to Policy: Policy Condition failed: the bucket');
  }
  const extra = [...fields.keys()].filter(
    (name) => !named.has(name) && !UNCHECKED.has(name) && !name.startsWith('x-ignore-'),
  );
  if (extra.length > 0) throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`);
}

/** `{ "field": "value" }` · `["eq", "$field", "value"]` · `["starts-with", …]` · `["content-length-range", 1, 9]` */
function readCondition(condition: unknown): readonly [operator: string, name: string, value: string] {
  if (Array.isArray(condition) && condition.length === 3) {
    const [operator, name, value] = condition.map(String) as [string, string, string];
    if (operator === 'content-length-range') return [operator, name, value];
    if ((operator === 'eq' || operator === 'starts-with') && name.startsWith('$')) {
      return [operator, name.slice(1).toLowerCase(), value];
    }
  } else if (typeof condition === 'object' && condition !== null) {
    const [[name, value] = ['', ''], ...others] = Object.entries(condition);
    if (others.length === 0 && typeof value === 'string') return ['eq', name.toLowerCase(), value];
  }
  throw new S3Error(400, 'InvalidPolicyDocument', 'Invalid Policy: Invalid Condition.');
}

function checkLength(sizeBytes: number, min: number, max: number): void {
  if (sizeBytes < min) {
    throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: String(sizeBytes),
      MinSizeAllowed: String(min),
    });
  }
  if (sizeBytes > max) {
    throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      ProposedSize: String(sizeBytes),
      MaxSizeAllowed: String(max),
    });
  }
}
