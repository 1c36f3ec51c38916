import { header, type S3Answer, type S3Request } from './request.ts';
import { S3Error } from './s3-error.ts';

/** A rule of the bucket's CORS configuration. */
export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAgeSeconds: number | undefined;
}

/** Answers a preflight. @returns `undefined` for any other request. */
export function preflight(rules: readonly CorsRule[], request: S3Request): S3Answer | undefined {
  if (request.method !== 'OPTIONS') return undefined;
  const method = header(request, 'access-control-request-method');
  if (header(request, 'origin') === undefined || method === undefined) {
    throw new S3Error(400, 'BadRequest', 'Insufficient information. Origin request header needed.');
  }
  const asked = (header(request, 'access-control-request-headers') ?? '').toLowerCase().split(/, */).filter(Boolean);
  const rule = ruleFor(rules, request, method);
  const isAllowed =
    rule && asked.every((name) => rule.allowedHeaders.some((allowed) => fits(allowed.toLowerCase(), name)));
  if (!isAllowed) {
    throw new S3Error(
      403,
      'AccessForbidden',
      "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    );
  }
  return {
    status: 200,
    headers: {
      ...headersOf(rule, request),
      ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(', ') }),
      ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    },
  };
}

/** Headers with which a browser lets a page read the answer; none for another origin. */
export function corsHeaders(rules: readonly CorsRule[], request: S3Request): Readonly<Record<string, string>> {
  const rule = ruleFor(rules, request, request.method);
  return rule ? headersOf(rule, request) : {};
}

function ruleFor(rules: readonly CorsRule[], request: S3Request, method: string): CorsRule | undefined {
  const origin = header(request, 'origin');
  if (origin === undefined) return undefined;
  return rules.find(
    ({ allowedOrigins, allowedMethods }) =>
      allowedMethods.includes(method) && allowedOrigins.some((allowed) => fits(allowed, origin)),
  );
}

const headersOf = (rule: CorsRule, request: S3Request): Record<string, string> => ({
  'access-control-allow-origin': rule.allowedOrigins.includes('*') ? '*' : (header(request, 'origin') ?? ''),
  'access-control-allow-methods': rule.allowedMethods.join(', '),
  ...(rule.exposedHeaders.length > 0 && { 'access-control-expose-headers': rule.exposedHeaders.join(', ') }),
  ...(!rule.allowedOrigins.includes('*') && { 'access-control-allow-credentials': 'true' }),
  vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
});

/** An allowed value may have one `*`. */
function fits(allowed: string, value: string): boolean {
  const [before = '', after] = allowed.split('*');
  if (after === undefined) return allowed === value;
  return value.length >= before.length + after.length && value.startsWith(before) && value.endsWith(after);
}
