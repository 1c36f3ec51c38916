import { CoachError } from '#ports/errors';
import type { HttpRequest } from '#ports/http';

/** In bytes. A message has at most 10,000 code points, so it always fits. */
const MAX_BODY_BYTES = 64 * 1024;

/** In bytes, for an import of games: a hundred with every field, also with escaped characters. */
export const MAX_IMPORT_BYTES = 256 * 1024;

/** In bytes, for backends, which record the answers of models and tools. */
const MAX_SERVICE_BODY_BYTES = 1024 * 1024;

/** Levels of nesting. Our own bodies have about five. */
const MAX_DEPTH = 32;

/** RFC 8259 allows no charset but UTF-8. A list of types does not match. */
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses the body of a request. Cheap checks come first. The depth is counted before any code recurses.
 * @param maxBytes - For people with a token; see {@link MAX_SERVICE_BODY_BYTES} for backends.
 * @throws {CoachError} `unsupported_media_type`, `body_too_large`, `bad_json`.
 */
export function readJson({ headers, body, isService }: HttpRequest, maxBytes = MAX_BODY_BYTES): unknown {
  if (!JSON_TYPE.test(headers['content-type'] ?? '') || (headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new CoachError('unsupported_media_type', 'not plain application/json');
  }
  const limit = isService ? MAX_SERVICE_BODY_BYTES : maxBytes;
  if (body.length > limit) throw new CoachError('body_too_large', `${body.length} bytes`);
  const text = decode(body);
  if (wasReplaced(text, body, headers['content-length'])) throw new CoachError('bad_json', 'not UTF-8');
  if (depthOf(text) > MAX_DEPTH) throw new CoachError('bad_json', 'nested too deeply');
  try {
    return JSON.parse(text);
  } catch {
    throw new CoachError('bad_json', 'not JSON'); // without its cause, which would quote the text
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new CoachError('bad_json', 'not UTF-8');
  }
}

/**
 * Whether a front door has replaced bytes that are not UTF-8. A Function URL passes `application/json` to the function
 * as text, with U+FFFD for such bytes, so mostly only the length that the client declared tells. API Gateway does the
 * same and keeps that length to itself.
 */
const wasReplaced = (text: string, { length }: Uint8Array, declared: string | undefined): boolean =>
  declared !== undefined && text.includes('\ufffd') && Number(declared) !== length;

/** Deepest nesting of brackets outside strings. It does not recurse, because deep input must not reach the parser. */
function depthOf(text: string): number {
  let [depth, deepest, inString] = [0, 0, false];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
