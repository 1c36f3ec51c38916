import * as z from 'zod/mini';
import { remapped } from './remapped-headers.ts';

export const PRELUDE_CONTENT_TYPE = 'application/vnd.awslambda.http-integration-response';

const DELIMITER = Buffer.alloc(8);

/** Larger than any head that a gateway accepts. */
const LIMIT_BYTES = 64 * 1024;

const HeaderValue = z.union([z.string(), z.number(), z.boolean()]);

/** Status, headers and cookies of a response, as a function sends them. */
export const Prelude = z.object({
  statusCode: z._default(z.int().check(z.gte(100), z.lte(599)), 200),
  headers: z._default(z.record(z.string(), HeaderValue), {}),
  multiValueHeaders: z._default(z.record(z.string(), z.array(HeaderValue)), {}),
  cookies: z._default(z.array(z.string()), []),
});
export type Prelude = z.output<typeof Prelude>;

/** A function's response has no valid head. The gateway responds with 502. */
export class BadPrelude extends Error {
  override readonly name = 'BadPrelude';
}

export interface PreludeReader {
  /**
   * @returns the head and the first bytes of the body once the delimiter has arrived; `undefined` until then.
   * @throws {BadPrelude}
   */
  push(chunk: Uint8Array): { readonly prelude: Prelude; readonly body: Uint8Array } | undefined;
}

/** Reads JSON, eight NUL bytes and then the body, for any split into chunks. Each reader reads one response. */
export function createPreludeReader(): PreludeReader {
  let pending: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      // The delimiter may span two chunks, so the search starts before the new bytes.
      const from = Math.max(0, pending.length - DELIMITER.length);
      pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
      const at = pending.indexOf(DELIMITER, from);
      if (at >= 0)
        return { prelude: parsePrelude(pending.subarray(0, at)), body: pending.subarray(at + DELIMITER.length) };
      if (pending.length > LIMIT_BYTES) throw new BadPrelude(`no delimiter in the first ${LIMIT_BYTES} bytes`);
      return undefined;
    },
  };
}

/** @throws {BadPrelude} */
export function parsePrelude(json: Uint8Array): Prelude {
  try {
    return Prelude.parse(JSON.parse(Buffer.from(json).toString()));
  } catch (error) {
    throw new BadPrelude('no valid head', { cause: error });
  }
}

/** Headers in the format that Node sends unchanged: one line per value, renamed as AWS does. */
export function headerLines({ headers, multiValueHeaders, cookies }: Prelude): [string, string][] {
  const several = new Set(Object.keys(multiValueHeaders).map((name) => name.toLowerCase()));
  const lines: [string, string][] = [
    ...Object.entries(headers)
      .filter(([name]) => !several.has(name.toLowerCase()))
      .map(([name, value]): [string, string] => [name, String(value)]),
    ...Object.entries(multiValueHeaders).flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, String(value)]),
    ),
    ...cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
  ];
  return remapped(lines);
}
