import { isBlank } from '#contract/text';
import type { ModelMessage, Role } from '#ports/model';

interface Line {
  readonly role: Role;
  readonly content: string;
}

/**
 * A conversation as data: its texts as JSON between tags that none of them can close. What tools were asked and
 * answered is left away, since the answers tell it in words.
 *
 * @param maxChars - Code points of one message; what is longer is cut.
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

/** What was said before, between tags that it can't close. */
export const earlierBlock = (summary: string): string =>
  `<earlier_conversation>${summary.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</earlier_conversation>`;

/**
 * Text that survives storage: no lone surrogates, no control characters but line breaks. Blank text becomes empty.
 *
 * @param max - Code points, the mark of the cut included.
 */
export function plainText(text: string, max: number): string {
  if (isBlank(text)) return '';
  const plain = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim();
  // No code point takes more than 2 units: beyond that nothing has to be looked at.
  const points = [...plain.slice(0, 2 * max + 2)];
  return points.length <= max ? plain : `${points.slice(0, max - 1).join('')}…`;
}
