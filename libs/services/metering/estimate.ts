import type { ContentBlock, ModelRequest, RequestBlock } from '#ports/model';

/** Maximum tokens that a provider counts for an image. */
const IMAGE_TOKENS = 1_600;

const encoder = new TextEncoder();

/** A third of the UTF-8 bytes is an upper estimate for other scripts, for JSON and for newer tokenizers too. */
export const tokensOfBytes = (bytes: number): number => Math.ceil(bytes / 3);

/** Upper estimate of a text's tokens. */
export const estimateTokens = (text: string): number => tokensOfBytes(encoder.encode(text).length);

/** Estimated tokens of a model's output. */
export const estimateContent = (blocks: readonly ContentBlock[]): number => estimateTokens(blocks.map(textOf).join(''));

/** Upper estimate of the input tokens of a request. */
export function estimateInput({ systemStatic, systemDynamic, messages, tools }: ModelRequest): number {
  const blocks = messages.flatMap(({ content }) => content);
  const images = blocks.filter(({ type }) => type === 'image' || type === 'image_data').length;
  const text = [systemStatic, systemDynamic, ...blocks.map(textOf), ...tools.map((tool) => JSON.stringify(tool))].join(
    '',
  );
  return estimateTokens(text) + images * IMAGE_TOKENS;
}

function textOf(block: RequestBlock): string {
  switch (block.type) {
    case 'text':
    case 'reasoning':
      return block.text;
    case 'redacted_reasoning':
      return block.data;
    case 'tool_use':
      return JSON.stringify(block.input);
    case 'tool_result':
      return JSON.stringify(block.content);
    case 'image':
    case 'image_data':
      return '';
    default:
      return block satisfies never;
  }
}
