import { CHECKLIST } from './checklist.ts';

const WELCOME =
  "Hi, I'm Vesper. I'd like to get to know you, so that we can build a fitness coach of your own. It takes five to " +
  'fifteen minutes, there are no wrong answers, and you can correct anything at any time.';

/**
 * Message 0 of every session. It asks the first question.
 *
 * @param notice - A sentence to add, for instance that a simulated model answers.
 */
export function greetingText(notice?: string): string {
  const question = CHECKLIST[0]?.wording.UNKNOWN ?? '';
  return [WELCOME, notice?.trim(), `Let's begin: ${question}`].filter(Boolean).join(' ');
}
