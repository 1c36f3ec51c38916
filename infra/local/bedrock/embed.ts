/** 32-bit FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Whole words weigh 1, their three-letter pieces 0.3, so that `squat` and `squats` get similar vectors. */
function* featuresOf(text: string): Generator<readonly [feature: string, weight: number]> {
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    yield [word, 1];
    const padded = `^${word}$`;
    for (let at = 0; at + 3 <= padded.length; at += 1) yield [`#${padded.slice(at, at + 3)}`, 0.3];
  }
}

/**
 * Embeds a text with the hashing trick: each feature adds to one dimension, with a sign from its hash. Texts that share
 * words get similar vectors. Synonyms do not.
 */
export function embed(text: string, { dimensions = 1_024, normalize = true } = {}): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const [feature, weight] of featuresOf(text)) {
    const hash = hashOf(feature);
    const at = (hash >>> 1) % dimensions;
    vector[at] = (vector[at] ?? 0) + (hash & 1 ? weight : -weight);
  }
  const length = Math.hypot(...vector);
  return normalize && length > 0 ? vector.map((value) => value / length) : vector;
}
