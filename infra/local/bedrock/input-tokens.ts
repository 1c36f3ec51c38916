import { createHash } from 'node:crypto';
import type { ConverseBody } from './converse-body.ts';

const BYTES_PER_TOKEN = 4;
/** Tokens of the largest image, whatever its size in bytes. */
const IMAGE_TOKENS = 1_600;
const CACHE_TTL_MS = 5 * 60_000;

/** The smallest prefix that is cached. Shorter ones are silently ignored, as by Bedrock. */
const MIN_CACHED_TOKENS = 1_024;

export interface InputTokens {
  readonly inputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
}

/** The prefix before each cache point, as a size in tokens and a key. Order: tools, system, messages. */
function prefixesOf(modelId: string, body: ConverseBody) {
  const hash = createHash('sha256').update(modelId);
  const prefixes: { key: string; tokens: number }[] = [];
  let bytes = 0;
  const blocks = [
    ...(body.toolConfig?.tools ?? []),
    ...(body.system ?? []),
    ...body.messages.flatMap(({ role, content }) => content.map((block) => ({ role, ...block }))),
  ];
  for (const block of blocks) {
    if (block.cachePoint !== undefined) {
      prefixes.push({ key: hash.copy().digest('base64'), tokens: Math.ceil(bytes / BYTES_PER_TOKEN) });
      continue;
    }
    const json = JSON.stringify(block);
    hash.update(json);
    bytes += 'image' in block && block.image ? IMAGE_TOKENS * BYTES_PER_TOKEN : Buffer.byteLength(json);
  }
  return { total: Math.ceil(bytes / BYTES_PER_TOKEN), prefixes };
}

/**
 * Counts the input of a call, four bytes a token, and simulates the prompt cache: a prefix before a cache point is read
 * when the same bytes were seen within 5 minutes, and written otherwise.
 */
export function createInputTokens(now: () => number) {
  const freshUntil = new Map<string, number>();
  return (modelId: string, body: ConverseBody): InputTokens => {
    const { total, prefixes } = prefixesOf(modelId, body);
    const cacheable = prefixes.filter(({ tokens }) => tokens >= MIN_CACHED_TOKENS);
    for (const [key, until] of freshUntil) if (until <= now()) freshUntil.delete(key);
    const read = cacheable.findLast(({ key }) => freshUntil.has(key))?.tokens ?? 0;
    const cached = cacheable.at(-1)?.tokens ?? 0;
    for (const { key } of cacheable) freshUntil.set(key, now() + CACHE_TTL_MS);
    return { inputTokens: total - cached, cacheReadInputTokens: read, cacheWriteInputTokens: cached - read };
  };
}
