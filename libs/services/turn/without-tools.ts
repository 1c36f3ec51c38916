import type { ContentBlock, ModelMessage, ModelRequest } from '#ports/model';

/**
 * The same conversation for a model that gets no tools: what was asked of them and what they found is told in words,
 * since providers refuse such blocks where no tools are offered.
 */
export const withoutTools = (request: ModelRequest): ModelRequest => ({
  ...request,
  tools: [],
  messages: request.messages.map(({ role, content }): ModelMessage => ({ role, content: content.flatMap(inWords) })),
});

function inWords(block: ContentBlock): ContentBlock[] {
  switch (block.type) {
    case 'tool_use':
      return [{ type: 'text', text: `[I used ${block.name} with ${JSON.stringify(block.input)}]` }];
    case 'tool_result':
      return [{ type: 'text', text: `[${block.ok ? 'It found' : 'It failed'}: ${JSON.stringify(block.content)}]` }];
    case 'reasoning':
    case 'redacted_reasoning':
      return []; // signed for the blocks that follow it, which are now others
    default:
      return [block];
  }
}
