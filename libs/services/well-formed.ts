import { wellFormedJson } from '#contract/free-json';
import type { ContentBlock, Json, ModelEvent } from '#ports/model';

/** Bodies of requests have the same limit. */
const MAX_DEPTH = 32;

export function isTooDeep(value: Json | undefined, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= MAX_DEPTH || Object.values(value).some((inner: Json | undefined) => isTooDeep(inner, depth + 1));
}

/** The input of a tool as it runs, is stored and goes back to the model. `null` when it is nested too deeply. */
export const wellFormedInput = (input: Json): Json => (isTooDeep(input) ? null : wellFormedJson(input));

/** A signed thought that would change is left out, because its signature would not match. */
export const wellFormedContent = (blocks: readonly ContentBlock[]): readonly ContentBlock[] =>
  blocks.flatMap((block): ContentBlock[] => {
    if (block.type === 'tool_use') return [{ ...block, ...wellFormedUse(block) }];
    const isSigned = block.type === 'reasoning' && block.signature !== undefined;
    return isSigned && !block.text.isWellFormed() ? [] : [wellFormedJson(block)];
  });

/** The events of a model. A surrogate pair that is cut between two deltas stays a pair, in the second of them. */
export async function* wellFormedEvents(
  events: AsyncIterable<ModelEvent>,
): AsyncGenerator<ModelEvent, void, undefined> {
  let type: 'text' | 'reasoning' = 'text';
  let half = '';
  for await (const event of events) {
    const isDelta = event.type === 'text' || event.type === 'reasoning';
    if (half !== '' && event.type !== type) {
      yield { type, text: half.toWellFormed() };
      half = '';
    }
    if (isDelta) {
      const text = half + event.text;
      type = event.type;
      half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? '';
      if (text.length > half.length) yield { type, text: text.slice(0, text.length - half.length).toWellFormed() };
    } else if (event.type === 'tool_use') yield { type: event.type, ...wellFormedUse(event) };
    else yield { ...event, content: wellFormedContent(event.content) };
  }
}

type ToolUse = Pick<Extract<ContentBlock, { type: 'tool_use' }>, 'toolUseId' | 'name' | 'input'>;

const wellFormedUse = ({ toolUseId, name, input }: ToolUse): ToolUse => ({
  toolUseId: toolUseId.toWellFormed(),
  name: name.toWellFormed(),
  input: wellFormedInput(input),
});
