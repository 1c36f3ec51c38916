import { pattern } from '../base/pattern.ts';

const LEVELS = ['ADVANCED', 'BEGINNER', 'INTERMEDIATE'] as const;

const WORDS: Readonly<Record<(typeof LEVELS)[number], RegExp>> = {
  ADVANCED: pattern(
    `semi~?finals | qualif\\w+ | periodiz\\w+ | methodology | systematic | masters athlete | age group | regionals
      | competed | coach classes | two sessions a day | prehab | load management | assault bike | specialty bars
      | engine work | data[ -]driven | percentile | podium`,
  ),
  INTERMEDIATE: pattern(
    `muscle~ups? | prs? | snatch | clean and jerk | double~unders | improve (?:my )?lifts | 1-2 years
      | knows? the basics | consistent(?:ly)? | barbell | olympic lifting | gymnastics | quarterfinals`,
  ),
  BEGINNER: pattern(
    `lose weight | get in shape | feel better | healthier | tone up | nervous | intimidated | just started
      | few months | on and off | new to | beginner | never trained | bad knees | sore back | hate running
      | cardio is hard`,
  ),
};

/** The level to report: the known experience, else what the words of the message suggest. */
export function levelFor(text: string, experience: unknown, current: string): string {
  if (typeof experience === 'string') return experience.toUpperCase();
  return LEVELS.find((level) => WORDS[level].test(text)) ?? current;
}
