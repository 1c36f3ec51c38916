import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** A refused or lost connection shows at once; a slower one than this is as good as down. */
const CONNECTION_TIMEOUT_MS = 3_000;

/** Longest silence of a model that still thinks. A turn's own deadline usually comes first. */
const SOCKET_TIMEOUT_MS = 60_000;

/** One retry, in front of the answer's head only; the turn engine does its own beyond that. */
const MAX_ATTEMPTS = 2;

/**
 * A client whose streams fail loudly.
 *
 * HTTP/1.1 on purpose: the SDK's default (HTTP/2) reports a cut connection and an idle timeout as a normal end of the
 * stream, and opens a new connection for every call. Here a cut throws, and connections are kept and used again.
 *
 * @param where - Endpoint, region and credentials, when they don't come from the environment.
 */
export const createBedrockClient = (
  where: Pick<BedrockRuntimeClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
): BedrockRuntimeClient =>
  new BedrockRuntimeClient({
    ...where,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      httpAgent: { keepAlive: true },
      httpsAgent: { keepAlive: true },
    }),
  });
