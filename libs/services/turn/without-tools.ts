import type { ModelRequest, RequestBlock, RequestMessage } from '#ports/model';

/**
 * The same conversation for a model without tools. Describes tool uses and results in text, because providers reject
 * such blocks in a request without tools.
 */
export const withoutTools = (request: ModelRequest): ModelRequest => ({
  ...request,
  tools: [],
  messages: request.messages.map(({ role, content }): RequestMessage => ({ role, content: content.flatMap(inWords) })),
});

function inWords(block: RequestBlock): RequestBlock[] {
  switch (block.type) {
    case 'tool_use':
      return [{ type: 'text', text: `[I used ${block.name} with ${JSON.stringify(block.input)}]` }];
    case 'tool_result':
      return [{ type: 'text', text: `[${block.ok ? 'It found' : 'It failed'}: ${JSON.stringify(block.content)}]` }];
    case 'reasoning':
    case 'redacted_reasoning':
      return []; // dropped, because a signature covers the blocks that follow it, and these have changed
    default:
      return [block];
  }
}
