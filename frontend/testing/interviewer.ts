/** What the scripted interviewer asks, topic by topic. */
export const QUESTIONS = [
  [
    'coach_gender_preference',
    'Hi, I’m Vesper, a simulated interviewer. Over ten short topics I’ll learn what your coach needs to know.\n\nFirst one: would you rather hear a female, a male or a neutral voice?',
  ],
  [
    'goals_and_timeline',
    'Got it. Now the heart of it: what brings you here, and what would you like to have accomplished a few months from now?',
  ],
  [
    'age_and_life_stage',
    'That is a goal one can train for. How old are you? It tells your coach how much recovery to plan between hard days.',
  ],
  [
    'experience_level',
    'Thanks. How would you describe your training so far: just starting, coming back, or well into it?',
  ],
  [
    'training_frequency_and_time',
    'Good to know. How many days a week can you train, and how many minutes on such a day?',
  ],
  [
    'injuries_and_limitations',
    'That is enough to make real progress. Are there injuries, aches or limits that your coach must respect?',
  ],
  [
    'equipment_and_environment',
    'Noted, and it will be treated as a hard limit. Where do you train, and what is there to work with?',
  ],
  ['movement_focus_and_love', 'Nice setup. Which movements do you enjoy, and which would you rather never see again?'],
  ['coaching_style_and_motivation', 'Ha, fair enough. What keeps you going: a patient voice, or somebody who pushes?'],
  ['success_metrics', 'Almost there. How will you know in three months that it worked?'],
] as const;

export const SUMMARY =
  'Here is what I have: a neutral voice, stronger legs by spring, four days a week at home with dumbbells, and a left knee that stays out of deep bends.\n\nShall your coach be built from that?';

export const GOODBYE = 'Thank you. Everything is handed over, and your coach is being put together now.';

/** What is said once so many topics are covered. */
export const questionAt = (covered: number): string => QUESTIONS[covered]?.[1] ?? SUMMARY;
