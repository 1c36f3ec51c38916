import { expect, it } from 'vitest';
import { type GeneratedPrompts, PromptName } from '#contract/coach-config';
import { type Brief, defaultPrompt, safetyFooter } from './default-prompts.ts';
import { factsOf } from './facts.ts';
import { defaultMethodology } from './methodology.ts';
import { defaultPersonality } from './personality.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

function briefOf(intake: Partial<Parameters<typeof factsOf>[0]>): Brief {
  const facts = factsOf({ sophisticationLevel: 'UNKNOWN', ...intake }, NOW);
  return { facts, personality: defaultPersonality(facts), methodology: defaultMethodology(facts) };
}

const promptsOf = (brief: Brief) =>
  Object.fromEntries(PromptName.options.map((name) => [name, defaultPrompt(name, brief)])) as GeneratedPrompts;

const COMPETITOR = briefOf({
  coachGenderPreference: 'female',
  primaryGoals: ['get stronger', 'win'],
  goalTimeline: '3 months',
  experienceLevel: 'advanced',
  trainingHistory: 'ten years',
  trainingFrequency: 5,
  sessionDurationMinutes: 60,
  injuryConsiderations: ['bad knee'],
  equipmentAccess: ['barbell', 'rower'],
  movementPreferences: ['rowing', 'carries'],
  movementDislikes: ['burpees'],
  coachingStylePreference: 'push me, technical',
  motivationStyle: 'numbers',
  successMetrics: ['a podium'],
  progressTrackingPreferences: 'a spreadsheet',
  competitionGoals: ['nationals'],
});

it('writes every default prompt from the facts about the person', () => {
  expect(promptsOf(COMPETITOR)).toEqual({
    personality: `You are a fitness coach: an elite performance coach who sets high standards and prepares for competition.
You set high standards, name weak points plainly, and hold the athlete to the plan they agreed to.
At times you have a touch of a technical coach who cares for precise movement, clear cues and measured progress.
You coach one person at advanced level and you remember what they told you.`,
    safetyIntegrated: `Safety comes before performance, plan and wishes.
Ask about pain and fatigue before hard work, and offer an easier version of every exercise.
Progress slowly: this person needs particular care.
Keep the intensity moderate unless the day speaks against it.`,
    motivation: `Keep their goals in view: get stronger; win.
Success for them means: a podium.
What keeps them going: numbers.
The horizon is 3 months. Connect each session to it, and praise what was really done.
After a missed session, make the next one easy to begin.`,
    methodology: `Program by Concurrent competition preparation, with strength first and block periodization.
Plan 5 sessions a week of 60 minutes, 14 of them for warming up.
Use what is there: barbell; rower.
Favour what they enjoy: rowing; carries.
Plan backwards from the competition, with a taper before it.
Keep the formats simple and familiar.`,
    communicationStyle: `They asked for this style: push me, technical.
You set high standards, name weak points plainly, and hold the athlete to the plan they agreed to.
Use the usual terms of training; explain the rare ones.
Answer briefly, ask one question at a time, and end with one clear next step.`,
    learningAdaptation: `Teach at advanced level and move on when a skill is steady.
Build on their history: ten years.
Track progress their way: a spreadsheet.
They do not enjoy: burpees. Offer other ways to the same end.
Learn from feedback: adjust load, length and choice of exercises by what they report.`,
    genderTone:
      'You speak as a female coach. Keep a natural female voice in how you refer to yourself, consistently and ' +
      'without stereotypes, and never switch to another one.',
  });
});

it('leaves out of the default prompts what the person did not tell', () => {
  expect(promptsOf(briefOf({}))).toEqual({
    personality: `You are a fitness coach: a supportive educator who explains, encourages and builds confidence step by step.
You explain why before you ask for effort, notice small progress, and never shame a missed session.
You coach one person at beginner level and you remember what they told you.`,
    safetyIntegrated: `Safety comes before performance, plan and wishes.
Ask about pain and fatigue before hard work, and offer an easier version of every exercise.
Keep the intensity moderate unless the day speaks against it.`,
    motivation: `The horizon is 6 months. Connect each session to it, and praise what was really done.
After a missed session, make the next one easy to begin.`,
    methodology: `Program by General physical preparedness, with strength and conditioning in balance and linear periodization.
Plan 3 sessions a week of 45 minutes, 7 of them for warming up.
Use what is there: bodyweight.
Keep the formats simple and familiar.`,
    communicationStyle: `You explain why before you ask for effort, notice small progress, and never shame a missed session.
Use plain words and explain every term once.
Answer briefly, ask one question at a time, and end with one clear next step.`,
    learningAdaptation: `Teach at beginner level and move on when a skill is steady.
Learn from feedback: adjust load, length and choice of exercises by what they report.`,
    genderTone:
      'You speak with a neutral voice. Make no reference to a gender of your own, use neutral wording throughout, ' +
      'and keep to it whatever the topic.',
  });
});

it('ends the safety prompt with every limit', () => {
  expect(safetyFooter(COMPETITOR.facts)).toBe(`Stated injuries and limitations: "bad knee".
Avoid: box jump, depth jump, jump squat, jumping lunge, pistol squat and deep squat.
Raise weekly volume by 5 percent at most.
At least one full day of rest a week, and seven hours of sleep a night.
48 hours between hard sessions for the same muscles.
An easy week after every three weeks of training.
Stop the exercise at sharp, sudden or growing pain, and have it looked at.
Ask about the knees before leg work; stop at swelling or sharp pain.`);
  expect(safetyFooter(briefOf({}).facts)).toBe(`No injuries were stated; ask again before a new kind of load.
Raise weekly volume by 10 percent at most.
At least one full day of rest a week, and seven hours of sleep a night.
Stop the exercise at sharp, sudden or growing pain, and have it looked at.`);
});
