import { wellFormedJson } from '#contract/free-json';
import type { Json } from '#ports/model';
import { isTooDeep } from '../well-formed.ts';

/** A tool result in the form for the model, with its size in bytes of JSON. */
export interface FittedResult {
  readonly content: Json;
  readonly bytes: number;
}

const CUT_NOTE = 'The result was too long and is cut here. Ask for less at a time.';

const encoder = new TextEncoder();
const bytesOf = (content: Json): number => encoder.encode(JSON.stringify(content)).length;

/**
 * Converts a result to a plain JSON object of at most `room` bytes. Cuts a longer one and adds a note, because a long
 * result would push everything else out of the model's window. Returns the note alone when there is no room.
 */
export function fitResult(found: Json, room: number): FittedResult {
  const text = textOf(found);
  const content: Json = text === undefined ? { error: 'The result could not be read.' } : objectOf(text, room);
  return { content, bytes: bytesOf(content) };
}

function objectOf(text: string, room: number): Json {
  if (text.length > room) return cut(text, room);
  const read = JSON.parse(text) as Json;
  const plain = isTooDeep(read) ? text : wellFormedJson(read);
  const content = isObject(plain) ? plain : { result: plain };
  return bytesOf(content) <= room ? content : cut(text, room);
}

/** The longest prefix that fits. Found by trying, because quoting changes the size of some characters. */
function cut(text: string, room: number): Json {
  const beginningOf = (length: number): Json => ({ note: CUT_NOTE, beginning: text.slice(0, length).toWellFormed() });
  let [fits, tooLong] = [0, Math.max(0, room) + 1];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (bytesOf(beginningOf(middle)) <= room) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? { note: CUT_NOTE } : beginningOf(fits);
}

const isObject = (content: Json): boolean => typeof content === 'object' && content !== null && !Array.isArray(content);

/** `undefined` for content that cannot be JSON, whatever its type says. Circular objects, for example. */
function textOf(content: Json): string | undefined {
  try {
    return JSON.stringify(content);
  } catch {
    return undefined;
  }
}
