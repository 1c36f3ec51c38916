import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setDefaultCACertificates } from 'node:tls';
import type { Given, SignedInPerson } from './world.ts';

type Handler = (event: unknown, stream: unknown, context: unknown) => Promise<void>;

/** The timestamps of a turn, in milliseconds since the process started. */
export interface Answered {
  readonly askedAt: number;
  readonly firstChunkAt: number;
}

/** Applies the settings from a file that the parent process wrote. */
export function take(file: string): Given {
  const given = JSON.parse(readFileSync(file, 'utf8')) as Given;
  Object.assign(process.env, given.env);
  setDefaultCACertificates([given.cert]);
  return given;
}

/** Loads a bundle as Lambda's runtime does. */
export async function loadFunction(bundle: string): Promise<Handler> {
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse: (handler: Handler) => handler,
      HttpResponseStream: { from: (stream: object, head: object) => Object.assign(stream, { head }) },
    },
  });
  const { handler } = (await import(bundle)) as { readonly handler: Handler };
  return handler;
}

/**
 * Sends one message of a person to the coach creator, through a Function URL.
 * @throws Error when the turn does not complete.
 */
export async function converse(handler: Handler, person: SignedInPerson, text: string): Promise<Answered> {
  const askedAt = performance.now();
  let firstChunkAt = Number.NaN;
  let body = '';
  const stream = {
    write(part: string) {
      if (Number.isNaN(firstChunkAt) && part.includes('"type":"chunk"')) firstChunkAt = performance.now();
      body += part;
      return true;
    },
    end: (callback?: () => void) => callback?.(),
    once() {},
    off() {},
  };
  await handler(eventOf(person, text), stream, { getRemainingTimeInMillis: () => 300_000 });
  if (!body.includes('"type":"complete"')) throw new Error(`the turn did not complete: ${body}`);
  return { askedAt, firstChunkAt };
}

const eventOf = ({ sub, sessionId, token }: SignedInPerson, text: string) => ({
  version: '2.0',
  rawPath: `/users/${sub}/coach-creator-sessions/${sessionId}/stream`,
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  requestContext: { http: { method: 'POST' } },
  body: JSON.stringify({ turnId: randomUUID(), userResponse: text, messageTimestamp: new Date().toISOString() }),
});
