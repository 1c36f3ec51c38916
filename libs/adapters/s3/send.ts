import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '#ports/clock';
import { isTransient, S3Failure, unavailable } from './failures.ts';
import type { S3Location } from './location.ts';
import { createSigner, requestTo, type UnsignedRequest } from './signing.ts';
import { textOf } from './xml.ts';

/** Every request is repeatable: the same key, bytes or tags again change nothing. */
const TRIES = 3;
const FIRST_WAIT_MS = 50;
const CONNECTION_TIMEOUT_MS = 1_000;
/** Until the head of an answer. */
const REQUEST_TIMEOUT_MS = 5_000;
/** Longest silence within an answer. */
const SOCKET_TIMEOUT_MS = 5_000;

export interface S3Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type Send = (request: UnsignedRequest, signal?: AbortSignal) => Promise<S3Answer>;

/**
 * Sends signed requests to a bucket over kept connections, and repeats one that was throttled, cut or not answered.
 *
 * @throws {S3Failure} for an answer of S3 that repeating does not change.
 * @throws {CoachError} `dependency_unavailable` when S3 stays throttled or unanswered.
 */
export function createSend(location: S3Location, clock: Clock): Send {
  const signer = createSigner(location);
  const handler = new NodeHttpHandler({
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    throwOnRequestTimeout: true,
  });

  const attempt = async (unsigned: UnsignedRequest, abortSignal: AbortSignal | undefined): Promise<S3Answer> => {
    const signingDate = new Date(clock.now());
    const request = await signer.sign(requestTo(location, unsigned), { signingDate });
    const { response } = await handler.handle(request as Parameters<typeof handler.handle>[0], {
      ...(abortSignal && { abortSignal }),
    });
    const chunks = await Array.fromAsync(response.body as AsyncIterable<Buffer>);
    const body = Buffer.concat(chunks);
    if (response.statusCode >= 300) {
      throw new S3Failure(unsigned.method, response.statusCode, textOf(body.toString(), 'Code') ?? '');
    }
    return { headers: response.headers, body };
  };

  return async (request, signal) => {
    for (let tries = 1; ; tries += 1) {
      try {
        signal?.throwIfAborted();
        return await attempt(request, signal);
      } catch (error) {
        if (signal?.aborted || !isTransient(error)) throw error;
        if (tries === TRIES) throw unavailable(error);
        await clock.sleep(FIRST_WAIT_MS * 2 ** tries, signal);
      }
    }
  };
}
