import type { HttpRequest } from '#ports/http';

/** The fields that are read of a Function URL event, payload 2.0. */
interface UrlEvent {
  readonly version: '2.0';
  readonly rawPath: string;
  readonly rawQueryString?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly http: { readonly method: string } };
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** The fields that are read of a REST API proxy event, payload 1.0. */
interface RestEvent {
  readonly httpMethod: string;
  readonly path: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: {
    /** API Gateway fills it after it has verified the signature of an IAM method. `null` for other methods. */
    readonly identity?: { readonly userArn?: string | null; readonly accessKey?: string | null } | null;
  };
}

/** Path prefix of the methods with IAM authorization. */
const SERVICE_PATH = '/service/';

/**
 * Maps an event of either front door to a request.
 * @throws when the event is not an HTTP request. There is no warm-up event and no other kind of invocation.
 */
export function toHttpRequest(event: unknown, deadline: AbortSignal): HttpRequest {
  if (isUrlEvent(event)) {
    return {
      frontDoor: 'function_url',
      method: event.requestContext.http.method,
      path: event.rawPath,
      query: Object.fromEntries(new URLSearchParams(event.rawQueryString ?? '')),
      headers: lowerCased(event.headers),
      body: bytesOf(event),
      deadline,
    };
  }
  if (isRestEvent(event)) {
    return {
      frontDoor: 'rest',
      method: event.httpMethod,
      path: event.path,
      query: Object.fromEntries(
        Object.entries(event.queryStringParameters ?? {}).map(([name, value]) => [name, value ?? '']),
      ),
      headers: lowerCased(event.headers),
      body: bytesOf(event),
      deadline,
      isService: isSigned(event) && event.path.startsWith(SERVICE_PATH),
    };
  }
  throw new Error('this event is not an HTTP request');
}

const fieldsOf = (event: unknown): Readonly<Record<string, unknown>> =>
  event !== null && typeof event === 'object' ? (event as Record<string, unknown>) : {};

function isUrlEvent(event: unknown): event is UrlEvent {
  const { version, rawPath, requestContext } = fieldsOf(event);
  return version === '2.0' && typeof rawPath === 'string' && typeof fieldsOf(requestContext)['http'] === 'object';
}

function isRestEvent(event: unknown): event is RestEvent {
  const { httpMethod, path, requestContext } = fieldsOf(event);
  return (
    typeof httpMethod === 'string' &&
    typeof path === 'string' &&
    typeof requestContext === 'object' &&
    requestContext !== null
  );
}

const isSigned = ({ requestContext: { identity } }: RestEvent): boolean =>
  Boolean(identity?.userArn) && Boolean(identity?.accessKey);

const lowerCased = (headers: RestEvent['headers']): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

const bytesOf = ({ body, isBase64Encoded }: { body?: string | null; isBase64Encoded?: boolean }): Uint8Array =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
