import { isBlank } from '#contract/text';
import type { ModelMessage, Role } from '#ports/model';

interface Line {
  readonly role: Role;
  readonly content: string;
}

/**
 * A conversation as data: its texts as JSON between tags that no text can close. Drops tool uses and their results,
 * because the answers describe them.
 *
 * @param maxChars - Code points of one message; a longer one is cut.
 */
export function conversationBlock(history: readonly ModelMessage[], maxChars: number): string {
  return `<conversation>${JSON.stringify(linesOf(history, maxChars)).replaceAll('<', '\\u003c')}</conversation>`;
}

function linesOf(history: readonly ModelMessage[], maxChars: number): readonly Line[] {
  return history.flatMap(({ role, content }) => {
    const texts = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
    const text = plainText(texts.join('\n'), maxChars);
    return text === '' ? [] : [{ role, content: text }];
  });
}

/** Whether the history has any text. */
export const hasText = (history: readonly ModelMessage[]): boolean => linesOf(history, 1).length > 0;

/** The summary of earlier messages, between tags that it cannot close. */
export const earlierBlock = (summary: string): string =>
  `<earlier_conversation>${summary.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</earlier_conversation>`;

/**
 * Text that survives storage: no lone surrogates, no control characters except line breaks. Blank text becomes empty.
 *
 * @param max - Code points, including the mark of the cut.
 */
export function plainText(text: string, max: number): string {
  if (isBlank(text)) return '';
  const plain = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim();
  // A code point has at most 2 units, so the rest cannot matter.
  const points = [...plain.slice(0, 2 * max + 2)];
  return points.length <= max ? plain : `${points.slice(0, max - 1).join('')}…`;
}
