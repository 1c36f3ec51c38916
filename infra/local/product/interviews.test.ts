import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigStatus } from '#contract/coach-responses';
import type { CompleteEvent } from '#contract/events';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson, type TurnPath } from './person.ts';

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
});
afterAll(() => stack.close());

/** What somebody says when a topic comes up; said once. */
type Answers = Readonly<Record<string, string>>;

interface Interview {
  readonly name: string;
  readonly path: TurnPath;
  readonly answers: Answers;
  /** Said once everything is known: a correction, say. */
  readonly afterwards: readonly string[];
  readonly coach: object;
}

const INTERVIEWS: readonly Interview[] = [
  {
    name: 'somebody brief, who corrects an answer',
    path: 1,
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
    coach: {
      genderPreference: 'male',
      technicalConfig: {
        trainingFrequency: 4,
        injuryConsiderations: [],
        goalTimeline: '3_months',
        experienceLevel: 'beginner',
        timeConstraints: { sessionMinutes: 45 },
      },
    },
  },
  {
    name: 'somebody chatty, with a knee that is fine and a shoulder that is not, two topics at once',
    path: 2,
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
    coach: {
      genderPreference: 'female',
      technicalConfig: {
        trainingFrequency: 5,
        experienceLevel: 'intermediate',
        timeConstraints: { sessionMinutes: 60 },
        injuryConsiderations: [expect.stringMatching(/shoulder/i)],
      },
    },
  },
];

describe('an interview', () => {
  it.each(INTERVIEWS)(
    'of $name finishes, asks nothing twice, and the coach has what was said',
    async ({ path, answers, afterwards, coach }) => {
      const person = await createPerson(stack, crypto.randomUUID());
      const sessionId = await person.createSession();
      const asked: string[] = [];
      let turns = 0;
      let last: CompleteEvent | undefined;
      let topic: string | null = 'coach_gender_preference';
      const say = async (text: string) => {
        const outcome = await person.turn(sessionId, aTurn(text), path);
        expect(outcome.last).toMatchObject({ type: 'complete' });
        last = outcome.last as CompleteEvent;
        turns += 1;
      };
      while (topic !== null && turns < 15) {
        asked.push(topic);
        await say(answers[topic] ?? '');
        topic = last?.progressDetails?.currentTopic ?? null;
      }
      expect(new Set(asked).size).toBe(asked.length);
      expect(last?.progressDetails?.percentage).toBe(100);
      expect(last?.readyToConfirm).toBe(true);
      for (const text of afterwards) await say(text);
      expect(last).toMatchObject({ isComplete: true, coachConfigGenerating: true });
      expect(turns).toBeLessThanOrEqual(14);

      let status: ConfigStatus;
      do {
        status = await person.get<ConfigStatus>(`${person.sessionPath(sessionId)}/config-status`);
      } while (status.state === 'queued' || status.state === 'building');
      expect(status.state).toBe('ready');
      expect(await person.get(`/users/${person.userId}/coaches/${sessionId}`)).toMatchObject(coach);
    },
  );
});
