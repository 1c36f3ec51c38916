export interface JsonPiece {
  readonly value: unknown;
  /** The position of its first bracket. */
  readonly index: number;
}

/** The index after the closing bracket of the one at `start`, or -1. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at];
    if (isQuoted) {
      if (letter === '\\') at += 1;
      else if (letter === '"') isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === '{' || letter === '[') depth += 1;
    else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1;
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // brackets of prose
  }
}

/** Finds the JSON objects and arrays in a text. In a truncated value, finds the complete values inside it. */
export function jsonIn(text: string): readonly JsonPiece[] {
  const pieces: JsonPiece[] = [];
  for (let at = text.search(/[{[]/); at >= 0 && at < text.length; at += 1) {
    if (text[at] !== '{' && text[at] !== '[') continue;
    const end = endOf(text, at);
    const value = end < 0 ? undefined : parsed(text.slice(at, end));
    if (value === undefined) continue;
    pieces.push({ value, index: at });
    at = end - 1;
  }
  return pieces;
}
