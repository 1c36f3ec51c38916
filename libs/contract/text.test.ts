import { describe, expect, it } from 'vitest';
import { CreatorTurn } from './requests.ts';
import { isBlank, lengthOf, Text } from './text.ts';

/** White space, C0 and C1 controls, and default-ignorable code points. */
const INVISIBLE = [
  ' ',
  '\n',
  '\u00a0',
  '\u3000',
  '\u0000',
  '\u001b',
  '\u0085',
  '\u00ad',
  '\u200b',
  '\u2060',
  '\u3164',
  '\ufe0f',
  '\u{e0001}',
];
const VISIBLE = ['.', 'é', '\u2800', '👩‍👩‍👧', '\ufffd', '\ud800'];
const nameOf = (text: string) => [...text].map((point) => `U+${point.codePointAt(0)?.toString(16)}`).join(' ');

describe('blank text', () => {
  it.each(['', ...INVISIBLE, INVISIBLE.join('')].map((text) => [nameOf(text), text]))(
    'contains nothing to read: %s',
    (_, text) => {
      expect(isBlank(text)).toBe(true);
      expect(lengthOf(text)).toBe(0);
      expect(Text(1, 10).safeParse(text).success).toBe(false);
      expect(Text(0, 10).safeParse(text).success).toBe(true);
    },
  );

  it.each(VISIBLE.map((text) => [nameOf(text), text]))('does not contain %s', (_, text) => {
    expect(isBlank(`\u200b${text}\u3164`)).toBe(false);
    expect(Text(1, 10).safeParse(text).success).toBe(true);
  });

  it('is refused as a message of the coach creator unless the button was pressed', () => {
    const turn = {
      turnId: '6f1c1b1e-0000-4000-8000-000000000001',
      userResponse: '\u200b',
      messageTimestamp: '2026-11-21T10:00:00Z',
    };
    expect(CreatorTurn.safeParse(turn).success).toBe(false);
    expect(CreatorTurn.safeParse({ ...turn, confirm: true }).success).toBe(true);
  });
});
