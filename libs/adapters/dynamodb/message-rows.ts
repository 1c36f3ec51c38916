import * as z from 'zod/mini';
import type { ContentBlock, Json } from '#ports/model';
import type { MessageRecord, SessionRef } from '#ports/session-records';
import { parseRow } from './items.ts';
import { messageKey } from './keys.ts';
import type { Row } from './storage.ts';

const MessageRow = z.object({
  messageId: z.string(),
  seq: z.int(),
  role: z.enum(['user', 'assistant']),
  content: z.custom<readonly StoredBlock[]>(Array.isArray),
  turnId: z.optional(z.string()),
  partial: z.optional(z.boolean()),
  turnStatus: z.optional(z.enum(['aborted', 'failed'])),
  tokensIn: z.optional(z.int()),
  tokensOut: z.optional(z.int()),
  groundingUsed: z.optional(z.boolean()),
  createdAt: z.string(),
});

type ToolBlock = Extract<ContentBlock, { type: 'tool_use' | 'tool_result' }>;

/**
 * The input or the result of a tool is stored as JSON text: a model chose its keys, and some of them mean something to
 * the document client, for example `constructor`.
 */
type StoredBlock =
  | Exclude<ContentBlock, ToolBlock>
  | (Omit<ToolBlock, 'input' | 'content'> & { readonly json: string });

/** A message as an item. */
export const messageItem = (ref: SessionRef, message: MessageRecord) => ({
  ...messageKey(ref, message.seq),
  ...message,
  content: message.content.map(storedBlock),
});

export function messageOf(row: Row): MessageRecord {
  const { content, ...message } = parseRow(MessageRow, row);
  return { ...message, content: content.map(blockOf) } as MessageRecord;
}

function storedBlock(block: ContentBlock): StoredBlock {
  if (block.type !== 'tool_use' && block.type !== 'tool_result') return block;
  const { input, content, ...rest } = { input: undefined, content: undefined, ...block };
  return { ...rest, json: JSON.stringify(input ?? content ?? null) };
}

function blockOf(block: StoredBlock): ContentBlock {
  if (!('json' in block)) return block;
  const { json, ...rest } = block;
  const value = JSON.parse(json) as Json;
  return { ...rest, ...(rest.type === 'tool_use' ? { input: value } : { content: value }) } as ContentBlock;
}
