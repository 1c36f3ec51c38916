import { AGE_TOPIC } from './age.ts';
import { COMPETITION_TOPIC } from './competition.ts';
import { EQUIPMENT_TOPIC } from './equipment.ts';
import { EXPERIENCE_TOPIC, guessExperience } from './experience.ts';
import { GENDER_TOPIC } from './gender.ts';
import { GOALS_TOPIC } from './goals.ts';
import { INJURIES_TOPIC } from './injuries.ts';
import { cleaned, type Found, low, medium, partOf } from './message.ts';
import { MOVEMENTS_TOPIC } from './movements.ts';
import { SCHEDULE_TOPIC } from './schedule.ts';
import { STYLE_TOPIC } from './style.ts';
import { SUCCESS_TOPIC } from './success.ts';

const OUTDOORS = /park|outdoor|outside|garden|backyard|beach/i;
const GYM = /gym|box|affiliate|crossfit|studio|club|fitness/i;

/**
 * The person's own words as the answer to what was asked, where words will do. Numbers and the voice can't be made of
 * words: those are asked for in another way.
 */
export function fallbackFor(topic: string, sentences: readonly string[]): Found {
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

/** The other half of a topic, when it was asked for on its own and not answered: nobody is asked a third time. */
export function restFor(topic: string, known: Readonly<Record<string, unknown>>, sentences: readonly string[]): Found {
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
 * When a question was put in two ways and answered in neither: a careful guess that is put to the person once more in
 * the summary. An interview has to end.
 *
 * @param isYes - The answer was a yes and nothing else.
 */
export function guessFor(topic: string, isYes: boolean): Found {
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
