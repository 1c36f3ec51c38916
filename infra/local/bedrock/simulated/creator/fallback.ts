import { AGE_TOPIC } from './age.ts';
import { COMPETITION_TOPIC } from './competition.ts';
import { EQUIPMENT_TOPIC } from './equipment.ts';
import { EXPERIENCE_TOPIC, guessExperience } from './experience.ts';
import { GENDER_TOPIC } from './gender.ts';
import { GOALS_TOPIC } from './goals.ts';
import { INJURIES_TOPIC } from './injuries.ts';
import { cleaned, type FieldValues, low, medium, partOf } from './message.ts';
import { MOVEMENTS_TOPIC } from './movements.ts';
import { SCHEDULE_TOPIC } from './schedule.ts';
import { STYLE_TOPIC } from './style.ts';
import { SUCCESS_TOPIC } from './success.ts';

const OUTDOORS = /park|outdoor|outside|garden|backyard|beach/i;
const GYM = /gym|box|affiliate|crossfit|studio|club|fitness/i;

/**
 * Takes the person's own words as the answer, for topics with text fields. Numbers and the coach's gender cannot be
 * taken from free text, so they are asked for again.
 */
export function fallbackFor(topic: string, sentences: readonly string[]): FieldValues {
  const words = cleaned(sentences.join(' '));
  if (words === '') return {};
  switch (topic) {
    case GOALS_TOPIC:
      return { primaryGoals: low([words]) };
    case EXPERIENCE_TOPIC:
      return guessExperience(partOf(words));
    case INJURIES_TOPIC:
      return { injuryConsiderations: low([words]) };
    case EQUIPMENT_TOPIC:
      return { equipmentAccess: low([words]), trainingEnvironment: low(words) };
    case MOVEMENTS_TOPIC:
      return { movementPreferences: low([words]) };
    case STYLE_TOPIC:
      return { coachingStylePreference: medium(words) };
    case SUCCESS_TOPIC:
      return { successMetrics: medium([words]) };
    case COMPETITION_TOPIC:
      return {};
    default:
      return {};
  }
}

/** Guesses the second field of a topic, when it was asked for separately and not answered. No topic is asked three times. */
export function restFor(
  topic: string,
  known: Readonly<Record<string, unknown>>,
  sentences: readonly string[],
): FieldValues {
  switch (topic) {
    case GOALS_TOPIC:
      if (known['primaryGoals'] !== undefined) return { goalTimeline: low('no fixed date') };
      return { primaryGoals: low([cleaned(sentences.join(' ')) || 'general fitness']) };
    case SCHEDULE_TOPIC:
      return known['trainingFrequency'] === undefined
        ? { trainingFrequency: low(3) }
        : { sessionDurationMinutes: low(45) };
    case EQUIPMENT_TOPIC: {
      const place = String(known['trainingEnvironment'] ?? '');
      if (place === '') return { trainingEnvironment: low('home') };
      return { equipmentAccess: low([GYM.test(place) && !OUTDOORS.test(place) ? 'full gym equipment' : 'bodyweight']) };
    }
    default:
      return {};
  }
}

/**
 * Guesses the fields of a topic that was asked for twice and not answered, so that the interview ends. The summary shows
 * the guess to the person.
 *
 * @param isYes - The answer was only a yes.
 */
export function guessFor(topic: string, isYes: boolean): FieldValues {
  switch (topic) {
    case GENDER_TOPIC:
      return { coachGenderPreference: low('neutral') };
    case GOALS_TOPIC:
      return { primaryGoals: low(['general fitness']), goalTimeline: low('no fixed date') };
    case AGE_TOPIC:
      return { age: low(35) };
    case EXPERIENCE_TOPIC:
      return { experienceLevel: low('beginner') };
    case SCHEDULE_TOPIC:
      return { trainingFrequency: low(3), sessionDurationMinutes: low(45) };
    case INJURIES_TOPIC:
      return { injuryConsiderations: low(isYes ? ['an injury that was not described'] : []) };
    case EQUIPMENT_TOPIC:
      return { equipmentAccess: low(['whatever is available']), trainingEnvironment: low('flexible') };
    case MOVEMENTS_TOPIC:
      return { movementPreferences: low(['open to anything']) };
    case STYLE_TOPIC:
      return { coachingStylePreference: low('balanced') };
    case SUCCESS_TOPIC:
      return { successMetrics: low(['feeling better and staying consistent']) };
    default:
      return {};
  }
}
