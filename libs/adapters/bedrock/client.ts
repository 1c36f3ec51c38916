import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** A refused or lost connection fails immediately. A connection slower than this is treated as down. */
const CONNECTION_TIMEOUT_MS = 3_000;

/** Longest silence of a model that is still thinking. A turn's own deadline usually ends the call earlier. */
const SOCKET_TIMEOUT_MS = 60_000;

/** One retry, before the response head only. The turn engine does all other retries. */
const MAX_ATTEMPTS = 2;

/**
 * Connections are kept. Their number has no limit, because a call holds its connection for as long as the model is
 * silent: with the SDK's limit of 50, the 51st call of a process would wait for another turn to end.
 */
const KEPT = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };

/**
 * A client whose streams throw when they are cut.
 *
 * It uses HTTP/1.1 because the SDK's default (HTTP/2) reports a cut connection and an idle timeout as a normal end of
 * the stream, and opens a new connection for every call. With HTTP/1.1 a cut throws and connections are reused.
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
      httpAgent: KEPT,
      httpsAgent: KEPT,
    }),
  });
