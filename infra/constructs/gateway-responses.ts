import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { PROBLEMS, type ProblemBody, type ProblemCode } from '#contract/problems';
import { CORS_RESPONSE_HEADERS } from './cors.ts';

/** Responses that the API sends itself, mapped to our problem codes, which define the status. */
const ANSWERS: readonly (readonly [ResponseType, ProblemCode])[] = [
  [ResponseType.DEFAULT_4XX, 'not_found'],
  [ResponseType.DEFAULT_5XX, 'internal'],
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'not_found'],
  [ResponseType.RESOURCE_NOT_FOUND, 'not_found'],
  [ResponseType.BAD_REQUEST_PARAMETERS, 'bad_path'],
  [ResponseType.BAD_REQUEST_BODY, 'bad_json'],
  [ResponseType.REQUEST_TOO_LARGE, 'body_too_large'],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, 'unsupported_media_type'],
  [ResponseType.UNAUTHORIZED, 'missing_token'],
  [ResponseType.INVALID_SIGNATURE, 'invalid_token'],
  [ResponseType.EXPIRED_TOKEN, 'expired_token'],
  [ResponseType.THROTTLED, 'rate_limited'],
  [ResponseType.QUOTA_EXCEEDED, 'rate_limited'],
  // The rate rule and the reputation list send the same response. 403 is not used, because it is the tiers' status.
  [ResponseType.WAF_FILTERED, 'rate_limited'],
  [ResponseType.INTEGRATION_FAILURE, 'dependency_unavailable'],
  [ResponseType.INTEGRATION_TIMEOUT, 'deadline_exceeded'],
];

const RETRY_AFTER_SECONDS: Partial<Record<ProblemCode, string>> = { rate_limited: '5', dependency_unavailable: '2' };

/**
 * Gives the API's own responses the shape of our problems, so that clients handle both in the same way.
 * @param origin - The only origin that may read them, because these responses cannot choose among several.
 */
export function addGatewayResponses(api: RestApi, origin: string): void {
  for (const [type, code] of ANSWERS) {
    const retryAfter = RETRY_AFTER_SECONDS[code];
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode: String(PROBLEMS[code].status),
      templates: { 'application/json': JSON.stringify(bodyOf(code)) },
      responseHeaders: {
        'Content-Type': "'application/problem+json'",
        'Access-Control-Allow-Origin': `'${origin}'`,
        'Access-Control-Expose-Headers': `'${CORS_RESPONSE_HEADERS.join(',')}'`,
        Vary: "'Origin'",
        'X-Request-Id': 'context.requestId',
        ...(retryAfter && { 'Retry-After': `'${retryAfter}'` }),
      },
    });
  }
}

function bodyOf(code: ProblemCode): ProblemBody {
  const { message, retryable } = PROBLEMS[code];
  return { error: { code, message, retryable } };
}
