import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CreatorComplete } from '#contract/creator-progress';
import { CHECKLIST } from '#domain/coach-creator/checklist';
import { coachCreator } from '#domain/coach-creator/coach-creator';
import { greetingText } from '#domain/coach-creator/greeting';
import { type CreatorState, INITIAL_STATE, intakeOf } from '#domain/coach-creator/state';
import type { Json } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import { SAMPLE_INTERVIEWS } from './creator/sample-interviews.ts';
import { TOPICS } from './creator/topics.ts';
import { TRICKIER_INTERVIEWS } from './creator/trickier-interviews.ts';
import { simulatedCreator } from './simulated-creator.ts';
import type { Step } from './simulated-model.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

interface Exchange {
  readonly text: string;
  readonly report: { readonly fields: Record<string, unknown>; readonly userConfirmed: boolean };
  readonly progress: Partial<CreatorComplete>;
}

const isTool = (step: Step): step is Extract<Step, { tool: object }> => 'tool' in step;
const isText = (step: Step): step is Extract<Step, { text: string }> => 'text' in step;

/** An interview as the engine holds it: the product's prompt and settlement, and this model for a model. */
function createInterview(seed = 1) {
  let state: CreatorState = INITIAL_STATE;
  let history: readonly MessageRecord[] = [];
  let title: string | null = null;
  const said: Exchange[] = [];

  const message = (role: 'user' | 'assistant', content: MessageRecord['content'], turnId: string): MessageRecord => ({
    messageId: `${role}-${turnId}`,
    seq: history.length + 1,
    role,
    content,
    turnId,
    createdAt: new Date(NOW).toISOString(),
  });

  return {
    say(userResponse: string, more: { confirm?: boolean } = {}): Exchange {
      const turnId = `turn-${said.length + 1}`;
      const body = { turnId, userResponse, messageTimestamp: '2026-11-21T10:00:00Z', ...more };
      const session = {
        ...{ kind: 'coach_creator' as const, sessionId: 'session', status: 'active' as const, expiresAt: null, title },
        ...{ activeTurn: null, parkedTurn: null, lastTurn: null, lastCompletedTurn: null },
        ...{ turnsUsed: said.length, tokensIn: 0, tokensOut: 0, nextSeq: 1, version: 1 },
        ...{ createdAt: '', updatedAt: '', used: {}, state },
      };
      const turn = {
        sub: 'sub',
        turnId,
        body,
        session,
        user: { tier: 'free' as const },
        history,
        own: undefined,
        sessionId: session.sessionId,
        params: {},
        now: NOW,
      };
      const prompt = coachCreator.prompt(turn);
      const content = coachCreator.message(body);
      const steps =
        simulatedCreator(
          {
            modelId: 'main',
            system: `${prompt.systemStatic}\n${prompt.systemDynamic}`,
            messages: [...history, { role: 'user' as const, content }].map((one) => ({
              role: one.role,
              content: one.content.map((block) => (block.type === 'text' ? { text: block.text } : { image: {} })),
            })),
            tools: prompt.tools.map(({ spec }) => spec.name),
            maxTokens: coachCreator.limits.maxTokens,
            thinking: false,
          },
          seed,
        ) ?? [];
      const text = steps
        .filter(isText)
        .map((step) => step.text)
        .join('');
      const reports = steps.filter(isTool).map(({ tool }) => ({ name: tool.name, input: tool.input as Json }));
      const finished = coachCreator.finish(turn, { text, reports, toolsUsed: [], steps: 1 }, {});
      expect(finished.counts).toEqual({});
      history = [...history, message('user', content, turnId), message('assistant', [{ type: 'text', text }], turnId)];
      ({ state, title } = finished);
      const report = reports[0]?.input as unknown as Exchange['report'];
      const one = { text, report, progress: finished.complete };
      said.push(one);
      return one;
    },
    said: () => said,
    state: (): CreatorState => state,
    intake: () => intakeOf(state),
  };
}

/** Every way in which a topic may be asked for, by topic. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  CHECKLIST.map(({ name, wording }) => [
    name,
    [...new Set([...Object.values(wording), TOPICS[name]?.question ?? '', TOPICS[name]?.again ?? ''])],
  ]),
);

/** How often each topic was asked for as a whole, the greeting included. */
function timesAsked(said: readonly Exchange[]): Readonly<Record<string, number>> {
  const texts = [greetingText(), ...said.map(({ text }) => text)];
  return Object.fromEntries(
    Object.entries(QUESTIONS).map(([topic, questions]) => [
      topic,
      texts.filter((text) => questions.some((question) => text.includes(question))).length,
    ]),
  );
}

function runInterview(lines: readonly string[], seed = 1) {
  const interview = createInterview(seed);
  for (const line of lines) interview.say(line);
  return interview;
}

const INTERVIEWS = [...SAMPLE_INTERVIEWS, ...TRICKIER_INTERVIEWS];

describe.each(INTERVIEWS)('an interview: $name', ({ lines, intake }) => {
  const interview = runInterview(lines);
  const said = interview.said();

  it('records every value', () => expect(interview.intake()).toMatchObject(intake));

  it('ends with everything known and the coach ordered, in as many turns as there were answers', () => {
    expect(said.at(-1)?.progress).toMatchObject({
      isComplete: true,
      coachConfigGenerating: true,
      progressDetails: { topicsCompleted: 10, totalTopics: 10, percentage: 100 },
    });
    expect(said.length).toBeLessThanOrEqual(14);
    expect(said.slice(0, -1).map(({ progress }) => progress.isComplete)).not.toContain(true);
  });

  it('asks for nothing twice', () => {
    for (const [topic, times] of Object.entries(timesAsked(said))) expect([topic, times <= 1]).toEqual([topic, true]);
  });

  it('speaks in 50 to 75 words', () => {
    for (const { text } of said) {
      const words = text.split(/\s+/).length;
      expect([words >= 50 && words <= 75, words, text]).toEqual([true, words, text]);
    }
  });

  it('sums up before it builds', () => {
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

describe('the end of an interview', () => {
  const answers = INTERVIEWS[0]?.lines.slice(0, -1) ?? [];

  it('comes by the button, too', () => {
    const interview = runInterview(answers);
    const { progress, text } = interview.say('', { confirm: true });
    expect(progress).toMatchObject({ isComplete: true, coachConfigGenerating: true });
    expect(text).toContain('will be built now');
  });

  it('does not come by the button while something is missing: it says so and asks for it', () => {
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
  ])('waits when the summary is corrected: "%s"', (correction, changed) => {
    const interview = runInterview(answers);
    const { progress, text } = interview.say(correction);
    expect(interview.intake()).toMatchObject(changed);
    expect(progress).toMatchObject({ readyToConfirm: true, isComplete: false });
    expect(text).toContain('I have changed that');
    expect(interview.say('perfect').progress).toMatchObject({ isComplete: true });
  });

  it.each(['no', 'hmm, not quite', 'what happens next?', 'maybe later'])('waits for a clear yes: "%s"', (words) => {
    const interview = runInterview(answers);
    expect(interview.say(words).progress).toMatchObject({ readyToConfirm: true, isComplete: false });
  });
});

describe('the interviewer', () => {
  it('answers the same way to the same seed, and otherwise to another', () => {
    const texts = (seed: number) =>
      runInterview(INTERVIEWS[0]?.lines ?? [], seed)
        .said()
        .map(({ text }) => text);
    expect(texts(1)).toEqual(texts(1));
    expect(texts(1)).not.toEqual(texts(2));
  });

  it('comes to an end whatever it is told', () => {
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

  it('is not for other calls, and only speaks when the report was made already', () => {
    const call = { modelId: 'm', system: '', messages: [], tools: ['route_message'], maxTokens: 1, thinking: false };
    expect(simulatedCreator(call, 1)).toBeUndefined();
    const messages = [
      { role: 'user' as const, content: [{ text: 'female' }] },
      { role: 'assistant' as const, content: [{ toolUse: { name: 'record_intake' } }] },
      { role: 'user' as const, content: [{ toolResult: { toolUseId: 't' } }] },
    ];
    const steps = simulatedCreator({ ...call, messages, tools: ['record_intake'] }, 1);
    expect(steps).toHaveLength(1);
    expect(steps?.[0]).toHaveProperty('text');
  });
});
