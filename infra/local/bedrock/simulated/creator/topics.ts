import { AGE_TOPIC } from './age.ts';
import { COMPETITION_TOPIC } from './competition.ts';
import { EQUIPMENT_TOPIC } from './equipment.ts';
import { EXPERIENCE_TOPIC } from './experience.ts';
import { GENDER_TOPIC } from './gender.ts';
import { GOALS_TOPIC } from './goals.ts';
import { INJURIES_TOPIC } from './injuries.ts';
import { MOVEMENTS_TOPIC } from './movements.ts';
import { SCHEDULE_TOPIC } from './schedule.ts';
import { STYLE_TOPIC } from './style.ts';
import { SUCCESS_TOPIC } from './success.ts';

/** The wordings for a topic. The prompt may suggest another wording. */
export interface TopicFacts {
  readonly fields: readonly string[];
  readonly needed: readonly string[];
  /** The question, when the prompt suggests none. */
  readonly question: string;
  /** The question after an unclear answer. */
  readonly again: string;
  /** The questions for single fields, by field. */
  readonly halves?: Readonly<Record<string, string>>;
  /** Variants of a sentence that gives the reason for the question. */
  readonly reasons: readonly string[];
}

export const TOPICS: Readonly<Record<string, TopicFacts>> = {
  [GENDER_TOPIC]: {
    fields: ['coachGenderPreference'],
    needed: ['coachGenderPreference'],
    question: 'Would you like a female, a male or a neutral voice for your coach?',
    again: 'Which voice shall your coach have: female, male or neutral?',
    reasons: ['The voice of a coach matters more than most people expect at first.'],
  },
  [GOALS_TOPIC]: {
    fields: ['primaryGoals', 'goalTimeline'],
    needed: ['primaryGoals', 'goalTimeline'],
    question: 'What would you like to accomplish, and by when?',
    again: 'Put differently: what should be different about you or your training, and by when?',
    halves: {
      primaryGoals: 'What would you like to accomplish?',
      goalTimeline: 'By when would you like to get there?',
    },
    reasons: [
      'Everything that your coach plans later will point in the direction you name.',
      'A clear direction makes every later choice much easier for your coach.',
    ],
  },
  [AGE_TOPIC]: {
    fields: ['age', 'lifeStageContext'],
    needed: ['age'],
    question: 'How old are you, so that the training fits your stage of life?',
    again: 'Could you give me your age in years? A rough decade is good enough.',
    reasons: [
      'Recovery and training volume change over the years, so this helps to set both.',
      'It tells me how much recovery your coach should plan between the hard days.',
    ],
  },
  [EXPERIENCE_TOPIC]: {
    fields: ['experienceLevel', 'trainingHistory'],
    needed: ['experienceLevel'],
    question: 'What is your fitness history: how much training experience do you have?',
    again: 'How would you place yourself: new to it, somewhere in the middle, or advanced?',
    reasons: [
      'Your starting point decides how fast your coach may move ahead.',
      'Knowing your background keeps the first weeks neither boring nor overwhelming.',
    ],
  },
  [SCHEDULE_TOPIC]: {
    fields: ['trainingFrequency', 'sessionDurationMinutes', 'timeOfDayPreference'],
    needed: ['trainingFrequency', 'sessionDurationMinutes'],
    question: 'How many days a week can you train, and how many minutes does a session last?',
    again: 'Could you give me two numbers: training days a week and minutes a session?',
    halves: {
      trainingFrequency: 'How many days a week can you train?',
      sessionDurationMinutes: 'How many minutes does one session last?',
    },
    reasons: [
      'A plan only works when it fits into the week that you really have.',
      'Realistic numbers are far more useful than ambitious ones here.',
    ],
  },
  [INJURIES_TOPIC]: {
    fields: ['injuryConsiderations', 'movementLimitations'],
    needed: ['injuryConsiderations'],
    question: 'Do you have any injuries, aches or limits that I should know about?',
    again: 'Is there a part of the body that needs care, and what does it keep you from doing?',
    reasons: [
      'Whatever you tell me here becomes a firm rule for your training.',
      'Your coach will plan around anything that needs to be treated with care.',
    ],
  },
  [EQUIPMENT_TOPIC]: {
    fields: ['equipmentAccess', 'trainingEnvironment'],
    needed: ['equipmentAccess', 'trainingEnvironment'],
    question: 'Where will you train, and with what equipment?',
    again: 'Could you tell me the place where you train and what equipment stands there?',
    halves: {
      equipmentAccess: 'What equipment can you use there?',
      trainingEnvironment: 'And where will you train?',
    },
    reasons: [
      'The exercises should suit the place and the tools that you really have.',
      'That way nobody will plan a machine for you that is not there.',
    ],
  },
  [MOVEMENTS_TOPIC]: {
    fields: ['movementPreferences', 'movementDislikes'],
    needed: ['movementPreferences'],
    question: 'Which movements do you enjoy, which do you want to learn, and which do you dislike?',
    again: 'Can you name one kind of movement that you enjoy, and one that you would rather skip?',
    reasons: [
      'What you enjoy is what you will still be doing in a year.',
      'Training that is fun gets done, and training that gets done works.',
    ],
  },
  [STYLE_TOPIC]: {
    fields: ['coachingStylePreference', 'motivationStyle'],
    needed: ['coachingStylePreference'],
    question: 'Should your coach be supportive or direct, and what keeps you going?',
    again: 'How should your coach talk to you: gently, directly, or something in between?',
    reasons: [
      'The right tone makes the difference on the days when it is hard to start.',
      'People differ a lot in what they need to hear, so I ask everybody.',
    ],
  },
  [SUCCESS_TOPIC]: {
    fields: ['successMetrics', 'progressTrackingPreferences'],
    needed: ['successMetrics'],
    question: 'What would success look like for you in three months?',
    again: 'What is one sign that would tell you in three months that it was worth it?',
    reasons: [
      'A visible sign of progress helps both of you to notice that it works.',
      'Your coach will look back at this with you from time to time.',
    ],
  },
  [COMPETITION_TOPIC]: {
    fields: ['competitionGoals', 'competitionTimeline'],
    needed: ['competitionGoals'],
    question: 'Are you interested in competing at all?',
    again: 'Is competing something for you, or do you train for yourself?',
    reasons: ['Training for a contest looks rather different from training for yourself.'],
  },
};

export const missingIn = (topic: string, known: Readonly<Record<string, unknown>>): readonly string[] =>
  (TOPICS[topic]?.needed ?? []).filter((field) => known[field] === undefined);

/** Whether some fields of a topic are known and others are not. */
export const isHalfKnown = (topic: string, known: Readonly<Record<string, unknown>>): boolean => {
  const missing = missingIn(topic, known).length;
  return missing > 0 && missing < (TOPICS[topic]?.needed.length ?? 0);
};

export const topicOf = (field: string): string | undefined =>
  Object.keys(TOPICS).find((topic) => TOPICS[topic]?.fields.includes(field));
