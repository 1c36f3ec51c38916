import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKLIST } from '#domain/coach-creator/checklist';
import { greetingText } from '#domain/coach-creator/greeting';
import { recordIntake } from '#domain/coach-creator/intake';
import { createInterview, type Exchange, runInterview } from './interview-fixtures.ts';
import { SAMPLE_INTERVIEWS } from './sample-interviews-fixtures.ts';
import { simulatedCreator } from './simulated-creator.ts';
import { TOPICS } from './topics.ts';
import { TRICKIER_INTERVIEWS } from './trickier-interviews-fixtures.ts';

/** Every wording of the question for a topic. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  CHECKLIST.map(({ name, wording }) => [
    name,
    [...new Set([...Object.values(wording), TOPICS[name]?.question ?? '', TOPICS[name]?.again ?? ''])],
  ]),
);

/** How often each topic was asked for, including the greeting. */
function timesAsked(said: readonly Exchange[]): Readonly<Record<string, number>> {
  const texts = [greetingText(), ...said.map(({ text }) => text)];
  return Object.fromEntries(
    Object.entries(QUESTIONS).map(([topic, questions]) => [
      topic,
      texts.filter((text) => questions.some((question) => text.includes(question))).length,
    ]),
  );
}

const INTERVIEWS = [...SAMPLE_INTERVIEWS, ...TRICKIER_INTERVIEWS];

describe.each(INTERVIEWS)('an interview: $name', ({ lines, intake }) => {
  const interview = runInterview(lines);
  const said = interview.said();

  it('records every value of the interview', () => expect(interview.intake()).toMatchObject(intake));

  it('completes the interview in at most 14 turns and orders the build', () => {
    expect(said.at(-1)?.progress).toMatchObject({
      isComplete: true,
      coachConfigGenerating: true,
      progressDetails: { topicsCompleted: 10, totalTopics: 10, percentage: 100 },
    });
    expect(said.length).toBeLessThanOrEqual(14);
    expect(said.slice(0, -1).map(({ progress }) => progress.isComplete)).not.toContain(true);
  });

  it('asks for no topic twice', () => {
    for (const [topic, times] of Object.entries(timesAsked(said))) expect([topic, times <= 1]).toEqual([topic, true]);
  });

  it('replies in 50 to 75 words', () => {
    for (const { text } of said) {
      const words = text.split(/\s+/).length;
      expect([words >= 50 && words <= 75, words, text]).toEqual([true, words, text]);
    }
  });

  it('summarises the values before it orders the build', () => {
    expect(said.at(-2)?.progress).toMatchObject({ readyToConfirm: true, isComplete: false, nextQuestion: null });
    expect(said.at(-1)?.text).toContain('will be built now');
    expect(
      said
        .slice(0, -1)
        .map(({ text }) => text)
        .join(' '),
    ).not.toContain('will be built now');
  });

  it('never loses progress', () => {
    const counts = said.map(({ progress }) => progress.progressDetails?.topicsCompleted ?? 0);
    expect(counts).toEqual([...counts].sort((left, right) => left - right));
  });
});

it('records what the person said before an answer that they stopped', () => {
  const interview = createInterview();
  interview.stop('Female voice; semifinals by June; I am 41');
  interview.say('go on');
  expect(interview.intake()).toMatchObject({ coachGenderPreference: 'female', age: 41 });
  expect(JSON.stringify(interview.intake())).toContain('June');
  interview.say('Four days a week');
  expect(interview.intake()).toMatchObject({ age: 41, trainingFrequency: 4 });
});

describe('the end of an interview', () => {
  const answers = INTERVIEWS[0]?.lines.slice(0, -1) ?? [];

  it('completes the interview when the build button is pressed', () => {
    const interview = runInterview(answers);
    const { progress, text } = interview.say('', { confirm: true });
    expect(progress).toMatchObject({ isComplete: true, coachConfigGenerating: true });
    expect(text).toContain('will be built now');
  });

  it('asks for missing topics when the build button is pressed too early', () => {
    const interview = runInterview(answers.slice(0, 5));
    const { progress, text } = interview.say('', { confirm: true });
    expect(progress).toMatchObject({ isComplete: false, readyToConfirm: false });
    expect(text).toContain('5 topics are left');
    expect(text).not.toContain('will be built now');
  });

  it.each([
    ['Actually, make it 5 days', { trainingFrequency: 5 }],
    ["sorry, I'm 35 not 34", { age: 35 }],
    ['change the coach to male', { coachGenderPreference: 'male' }],
    ['yes, but my left knee hurts', { injuryConsiderations: ['left knee hurts'] }],
    ['60 minutes instead of 45 please', { sessionDurationMinutes: 60 }],
    ['Actually my goal is to build muscle', { primaryGoals: ['build muscle'] }],
    ['I also hate burpees', { movementDislikes: ['running', 'burpees'] }],
    ['from 3 to 4 days', { trainingFrequency: 4 }],
  ])('records a correction of the summary and asks again: "%s"', (correction, changed) => {
    const interview = runInterview(answers);
    const { progress, text } = interview.say(correction);
    expect(interview.intake()).toMatchObject(changed);
    expect(progress).toMatchObject({ readyToConfirm: true, isComplete: false });
    expect(text).toContain('I have changed that');
    expect(interview.say('perfect').progress).toMatchObject({ isComplete: true });
  });

  it.each(['no', 'hmm, not quite', 'what happens next?', 'maybe later'])(
    'does not complete the interview without a clear yes: "%s"',
    (words) => {
      const interview = runInterview(answers);
      expect(interview.say(words).progress).toMatchObject({ readyToConfirm: true, isComplete: false });
    },
  );
});

describe('the interviewer', () => {
  it('gives the same replies for the same seed and other replies for another seed', () => {
    const texts = (seed: number) =>
      runInterview(INTERVIEWS[0]?.lines ?? [], seed)
        .said()
        .map(({ text }) => text);
    expect(texts(1)).toEqual(texts(1));
    expect(texts(1)).not.toEqual(texts(2));
  });

  it('ends the interview after at most 34 arbitrary messages', () => {
    const phrase = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom('yes', 'no', 'I do not know', 'hello', 'why?', '34', '🙂', 'blue', 'my dog is 7 years old'),
    );
    fc.assert(
      fc.property(fc.array(phrase, { minLength: 34, maxLength: 34 }), (lines) => {
        const interview = createInterview();
        for (const line of lines) {
          if (interview.state().phase !== 'collecting') break;
          const { text } = interview.say(line.trim() || 'hm');
          const words = text.split(/\s+/).length;
          if (words < 50 || words > 75) throw new Error(`${words} words: ${text}`);
        }
        expect(interview.state().phase).not.toBe('collecting');
      }),
      { numRuns: 25 },
    );
  });

  it('answers only calls that offer record_intake, and only with text after the report', () => {
    const call = {
      modelId: 'm',
      system: '',
      messages: [],
      tools: [{ ...recordIntake.spec, name: 'route_message' }],
      maxTokens: 1,
      thinking: false,
    };
    expect(simulatedCreator(call, 1)).toBeUndefined();
    const messages = [
      { role: 'user' as const, content: [{ text: 'female' }] },
      { role: 'assistant' as const, content: [{ toolUse: { name: 'record_intake' } }] },
      { role: 'user' as const, content: [{ toolResult: { toolUseId: 't' } }] },
    ];
    const steps = simulatedCreator({ ...call, messages, tools: [recordIntake.spec] }, 1);
    expect(steps).toHaveLength(1);
    expect(steps?.[0]).toHaveProperty('text');
  });
});
