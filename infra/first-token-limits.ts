import * as z from 'zod/mini';
import { COACH_ROWS } from '#contract/coaches';

/** Limits of the time to the first token, in milliseconds. */
interface FirstTokenLimits {
  readonly everyCoach: number;
  /** Of the coaches that have one of their own, by kind. */
  readonly coaches: Readonly<Record<string, number>>;
}

const WORDS = /^(?:(?<kind>[a-z_]+)=)?(?<ms>\d{3,5})$/;
const KINDS = COACH_ROWS.map(({ kind }) => kind);

/** A limit for every coach, then those of single coaches: `5000,game_coach=8000`. Each is 100 to 99,999. */
export const FirstTokenLimitsSetting = z.pipe(
  z.string().check(
    z.refine((text) => limitsOf(text) !== undefined, {
      error: `must be a number from 100 to 99999, or the same with single coaches: 5000,${KINDS[0]}=8000`,
    }),
  ),
  z.transform((text) => limitsOf(text) as FirstTokenLimits),
);

/** @returns nothing for a text that has another form, or names no coach. */
function limitsOf(text: string): FirstTokenLimits | undefined {
  const [every, ...single] = text.split(',').map((words) => WORDS.exec(words)?.groups ?? {});
  if (every?.['ms'] === undefined || every['kind'] !== undefined) return undefined;
  if (single.some(({ kind = '' }) => !KINDS.includes(kind))) return undefined;
  const coaches = single.map(({ kind = '', ms }): [string, number] => [kind, Number(ms)]);
  return { everyCoach: Number(every['ms']), coaches: Object.fromEntries(coaches) };
}
