import { clipWords, countWords, listed } from '../base/phrasing.ts';

export type Known = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (Array.isArray(value) ? listed(value.map(String)) : String(value));

function injuries(value: unknown, max: number): string {
  return Array.isArray(value) && value.length === 0 ? 'no injuries' : `care with ${clipWords(text(value), max)}`;
}

function competition(value: unknown, max: number): string {
  return Array.isArray(value) && value.length === 0
    ? 'training for yourself'
    : `competing: ${clipWords(text(value), max)}`;
}

/** How a value is repeated to the person, by field. `max` limits their own words. */
const SAID: readonly (readonly [string, (value: unknown, max: number, known: Known) => string])[] = [
  ['coachGenderPreference', (value) => `a ${text(value)} voice`],
  ['primaryGoals', (value, max) => `goal: ${clipWords(text(value), max)}`],
  ['goalTimeline', (value, max) => clipWords(text(value), max)],
  ['age', (value) => `${text(value)} years old`],
  ['experienceLevel', (value) => text(value)],
  ['trainingFrequency', (value) => (value === 1 ? '1 day a week' : `${text(value)} days a week`)],
  ['sessionDurationMinutes', (value) => `${text(value)} minutes a session`],
  ['injuryConsiderations', injuries],
  ['trainingEnvironment', (value, max) => `place: ${clipWords(text(value), max)}`],
  ['equipmentAccess', (value, max) => `equipment: ${clipWords(text(value), max)}`],
  ['movementPreferences', (value, max) => `likes ${clipWords(text(value), max)}`],
  ['movementDislikes', (value, max) => `less ${clipWords(text(value), max)}`],
  ['coachingStylePreference', (value, max) => `style: ${clipWords(text(value), max)}`],
  ['successMetrics', (value, max) => `success: ${clipWords(text(value), max)}`],
  ['competitionGoals', competition],
  ['motivationStyle', (value, max) => `what drives you: ${clipWords(text(value), max)}`],
  ['timeOfDayPreference', (value) => `best time: ${text(value)}`],
  ['lifeStageContext', (value, max) => clipWords(text(value), max)],
  ['movementLimitations', (value, max) => clipWords(text(value), max)],
  ['progressTrackingPreferences', (value, max) => `tracking: ${clipWords(text(value), max)}`],
];

/** Repeats known values in the order of the interview. Empty dislikes are left out. */
export function echoes(known: Known, max: number): readonly string[] {
  return SAID.flatMap(([name, say]) => (isWorthSaying(name, known[name]) ? [say(known[name], max, known)] : []));
}

const isWorthSaying = (name: string, value: unknown): boolean =>
  value !== undefined && !(name === 'movementDislikes' && Array.isArray(value) && value.length === 0);

/** The fields of a summary. The page's checklist shows the others. */
const ESSENTIAL = SAID.map(([name]) => name).slice(0, 15);

export const essentials = (known: Known): Known =>
  Object.fromEntries(Object.entries(known).filter(([name]) => ESSENTIAL.includes(name)));

/** The fields that are shortened last. */
const FIRST = ['injuryConsiderations', 'goalTimeline', 'primaryGoals', 'equipmentAccess'];
const SHORTEST = 2;
const LONGEST = 14;

/** Summarises the values in at most `room` words, or as close to that as possible. */
export function summaryOf(known: Known, room: number): string {
  const names = SAID.map(([name]) => name).filter((name) => isWorthSaying(name, known[name]));
  const limits = new Map(names.map((name) => [name, SHORTEST]));
  const summary = () =>
    `${SAID.filter(([name]) => limits.has(name))
      .map(([name, say]) => say(known[name], limits.get(name) ?? SHORTEST, known))
      .join('; ')}.`;
  const byWeight = [...names].sort((left, right) => Number(FIRST.includes(right)) - Number(FIRST.includes(left)));
  for (const name of byWeight) {
    for (let max = LONGEST; max > SHORTEST; max -= 1) {
      limits.set(name, max);
      if (countWords(summary()) <= room) break;
      limits.set(name, SHORTEST);
    }
  }
  return summary();
}
