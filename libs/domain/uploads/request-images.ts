import { type ContentBlock, type ModelMessage, type RequestBlock, SHOWN_EARLIER } from '#ports/model';
import { isOwnKey } from './upload-key.ts';

type ImageBlock = Extract<ContentBlock, { type: 'image' }>;

/** The keys of a message's images, in order. */
export const imageKeys = (content: readonly RequestBlock[]): readonly string[] =>
  content.flatMap((block) => (block.type === 'image' ? [block.key] : []));

export interface ImageRoom {
  readonly sub: string;
  /** Images of the message to answer, which are the newest. They always have room. */
  readonly own: number;
  /** Images of one request. */
  readonly limit: number;
}

/**
 * Keeps the images of the message to answer, and the newest before it up to the limit. Replaces the others by a text.
 *
 * @param messages - Oldest first. The message to answer is the last, or the end of the last.
 */
export const keepNewestImages = (
  messages: readonly ModelMessage[],
  { sub, own, limit }: ImageRoom,
): readonly ModelMessage[] =>
  mapImages<ContentBlock>(messages, (image, newer) =>
    newer < own || (newer < limit && isOwnKey(image.key, sub)) ? image : shownEarlier,
  );

export const shownEarlier: ContentBlock = { type: 'text', text: SHOWN_EARLIER };

interface MessageOf<Block> {
  readonly role: ModelMessage['role'];
  readonly content: readonly Block[];
}

/** Replaces images, the newest first. @param replace - Is passed the number of images that are newer. */
export function mapImages<Block extends RequestBlock>(
  messages: readonly MessageOf<Block>[],
  replace: (image: ImageBlock, newer: number) => Block,
): readonly MessageOf<Block>[] {
  let newer = 0;
  const replaced = (block: Block): Block => {
    if (block.type !== 'image') return block;
    newer += 1;
    return replace(block, newer - 1);
  };
  return messages
    .toReversed()
    .map(({ role, content }) => ({ role, content: content.toReversed().map(replaced).toReversed() }))
    .toReversed();
}
