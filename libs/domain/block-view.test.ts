import { expect, it } from 'vitest';
import { ContentBlock } from '#contract/game-chat';
import type { ContentBlock as StoredBlock } from '#ports/model';
import { blockView } from './block-view.ts';

it('shows clients a thought without the model that made it, and every other block as it is', () => {
  const blocks: StoredBlock[] = [
    { type: 'reasoning', text: 'Hm.', signature: 'c2ln', model: 'us.a.model' },
    { type: 'redacted_reasoning', data: 'c2VjcmV0', model: 'us.a.model' },
    { type: 'text', text: 'Hello' },
  ];
  const shown = blocks.map(blockView);
  expect(shown).toEqual([
    { type: 'reasoning', text: 'Hm.', signature: 'c2ln' },
    { type: 'redacted_reasoning', data: 'c2VjcmV0' },
    { type: 'text', text: 'Hello' },
  ]);
  for (const block of shown) expect(ContentBlock.safeParse(block).success).toBe(true);
});
