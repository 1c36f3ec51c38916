import type { ContentBlock } from '#contract/game-chat';
import { isThought, type ContentBlock as StoredBlock } from '#ports/model';

/** A stored block for clients. The model that made a thought is not told. */
export function blockView(block: StoredBlock): ContentBlock {
  if (!isThought(block)) return block as ContentBlock;
  const { model: _, ...thought } = block;
  return thought;
}
