import { numeral } from './describe.ts';
import { type Choose, clipWords, listed } from './phrasing.ts';
import type { Quantity } from './quantities.ts';
import type { Turn } from './turn.ts';

const measured = ({ kind, value, unit, noun }: Quantity): string => {
  const what = unit ?? noun ?? (kind === 'count' ? '' : kind.replaceAll('_', ' '));
  return `${numeral(value)} ${what}`.trim();
};

const COURTESIES = {
  greeting: ['Hello! What can I do for you?', 'Hi there! What shall we look at?'],
  thanks: ['You are welcome.', 'Gladly. Come back any time.'],
  farewell: ['See you!', 'Goodbye, and take care.'],
} as const;

/** The answer when no tool and no hint applies: what was understood of the message. */
export function understood({ message, statements, acts, hasImage }: Turn, choose: Choose): string {
  const [act] = acts;
  if (act === 'greeting' || act === 'thanks' || act === 'farewell') return choose(COURTESIES[act]);
  if (message === '') return hasImage ? 'Thank you for the picture. What is it about?' : 'What can I do for you?';
  const numbers = statements.flatMap(({ quantities }) => quantities.map(measured)).slice(0, 6);
  const days = statements.flatMap(({ dates }) => dates);
  const parts = [
    `I understood ${act === 'question' ? 'this question' : 'this'}: "${clipWords(message.replace(/\s+/g, ' '), 40)}".`,
    numbers.length > 0 && `In it I read ${listed(numbers)}.`,
    days.length > 0 && `It is about ${listed(days)}.`,
    'I am a simulated model that answers by rules, so this is all that I can say to it.',
  ];
  return parts.filter(Boolean).join(' ');
}
