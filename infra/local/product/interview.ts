import { CreatorComplete } from '#contract/creator-progress';
import type { CompleteEvent } from '#contract/events';
import { aTurn, type Person, type TurnPath } from './person.ts';

/** A person's answer per topic. Each is used once. */
type Answers = Readonly<Record<string, string>>;

/** A person who is interviewed. */
export interface Interviewee {
  readonly name: string;
  readonly answers: Answers;
  /** Messages after all topics are known, such as a correction. */
  readonly afterwards: readonly string[];
}

export const BRIEF: Interviewee = {
  name: 'a person with short answers who corrects one',
  answers: {
    coach_gender_preference: 'male',
    goals_and_timeline: 'lose weight and feel better, within 3 months',
    age_and_life_stage: '52',
    experience_level: 'total beginner',
    training_frequency_and_time: '45 minutes, 3 days',
    injuries_and_limitations: 'no injuries',
    equipment_and_environment: 'at home with dumbbells',
    movement_focus_and_love: 'love walking, hate running',
    coaching_style_and_motivation: 'gentle and encouraging',
    success_metrics: 'more energy',
    competition_goals: 'no',
  },
  afterwards: ['Actually, make that 4 days a week.', 'yes'],
};

export const CHATTY: Interviewee = {
  name: 'a talkative person who denies one injury, reports another and answers two topics at once',
  answers: {
    coach_gender_preference: "Oh, I'd feel most comfortable with a woman, and since you'll ask: I'm 34 years old.",
    goals_and_timeline: "I'd love to finally do my first muscle-up by next summer, and improve my lifts.",
    age_and_life_stage: "I'm 34.",
    experience_level: "I've been doing crossfit for about two years, so I'd say intermediate.",
    training_frequency_and_time: 'Usually five times a week, for an hour each.',
    injuries_and_limitations:
      "No knee issues at all, but my left shoulder got tweaked last spring and I'm careful with it.",
    equipment_and_environment: 'A crossfit gym with everything: barbells, a rig, rowers.',
    movement_focus_and_love: 'I love olympic lifting and gymnastics; burpees can stay away from me.',
    coaching_style_and_motivation: 'Balanced: technical feedback, but please motivate me too.',
    success_metrics: 'A PR in the snatch and that muscle-up.',
    competition_goals: "I don't want to compete, it's for myself.",
  },
  afterwards: ['Yes, that is all correct.'],
};

/** More turns than any interview needs. */
const MAX_TURNS = 20;

type CreatorEnd = CompleteEvent & CreatorComplete;

/** The course of an interview. */
export interface Interview {
  readonly sessionId: string;
  /** Topics that the coach asked for, in order. */
  readonly asked: readonly string[];
  readonly turns: number;
  /** The terminal event of each turn. */
  readonly ends: readonly CreatorEnd[];
}

/** Answers all questions of the coach, then sends the remaining messages. @throws Error when a turn fails. */
export async function interview(
  person: Person,
  { answers, afterwards }: Interviewee,
  path: TurnPath = 1,
): Promise<Interview> {
  const sessionId = await person.createSession();
  const asked: string[] = [];
  const ends: CreatorEnd[] = [];
  const say = async (text: string) => {
    const { last } = await person.turn(sessionId, aTurn(text), path);
    if (last?.type !== 'complete') throw new Error(`an interview ended with ${last?.type ?? 'nothing'}`);
    ends.push({ ...last, ...CreatorComplete.parse(last) });
  };
  let topic: string | null = 'coach_gender_preference';
  while (topic !== null && ends.length < MAX_TURNS) {
    asked.push(topic);
    await say(answers[topic] ?? '');
    topic = ends.at(-1)?.progressDetails.currentTopic ?? null;
  }
  for (const text of afterwards) await say(text);
  return { sessionId, asked, turns: ends.length, ends };
}
