import type { RequestBlock, RequestMessage } from '#ports/model';

const ILLEGAL = /[^\w.:-]/g;
const MAX_LENGTH = 64;

/**
 * The messages with ids of tools that Bedrock accepts: legal characters, 64 of them at most, and each id used once.
 * Models of other providers and external loops may use any id, and the same ones in every turn.
 *
 * @param messages - Every use has its result in the next message.
 */
export function withLegalToolIds(messages: readonly RequestMessage[]): readonly RequestMessage[] {
  const taken = new Set<string>();
  const current = new Map<string, string>();
  const legal = (block: RequestBlock): RequestBlock => {
    if (block.type === 'tool_use') {
      const toolUseId = freeId(block.toolUseId, taken);
      taken.add(toolUseId);
      current.set(block.toolUseId, toolUseId);
      return { ...block, toolUseId };
    }
    if (block.type !== 'tool_result') return block;
    return { ...block, toolUseId: current.get(block.toolUseId) ?? freeId(block.toolUseId, taken) };
  };
  return messages.map(({ role, content }) => ({ role, content: content.map(legal) }));
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  const legal = id.replace(ILLEGAL, '_').slice(0, MAX_LENGTH) || '_';
  let free = legal;
  for (let number = 2; taken.has(free); number += 1) {
    const suffix = `-${number}`;
    free = `${legal.slice(0, MAX_LENGTH - suffix.length)}${suffix}`;
  }
  return free;
}
