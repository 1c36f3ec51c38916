import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigStatus } from '#contract/coach-responses';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { BRIEF, CHATTY, interview } from './interview.ts';
import { createPerson } from './person.ts';

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
});
afterAll(() => stack.close());

const INTERVIEWS = [
  {
    name: BRIEF.name,
    interviewee: BRIEF,
    path: 1,
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
    name: CHATTY.name,
    interviewee: CHATTY,
    path: 2,
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
] as const;

describe('an interview', () => {
  it.each(INTERVIEWS)(
    'finishes an interview of $name, repeats no question, and builds a coach with the answers',
    async ({ interviewee, path, coach }) => {
      const person = await createPerson(stack, crypto.randomUUID());
      const { sessionId, asked, turns, ends } = await interview(person, interviewee, path);
      expect(new Set(asked).size).toBe(asked.length);
      const summedUp = ends.at(-1 - interviewee.afterwards.length);
      expect(summedUp).toMatchObject({ readyToConfirm: true, progressDetails: { percentage: 100 } });
      expect(ends.at(-1)).toMatchObject({ isComplete: true, coachConfigGenerating: true });
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
