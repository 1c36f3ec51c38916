import { describe, expect, it } from 'vitest';
import type { CreatorTurn } from '#contract/requests';
import type { Json } from '#ports/model';
import { aSessionRecord, aTurnContext } from '#testing/simulation/turn-context-fixture';
import type { TurnContext } from '../coach.ts';
import { coachCreator } from './coach-creator.ts';
import { type CreatorState, INITIAL_STATE, intakeOf } from './state.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

type Turn = TurnContext<CreatorTurn, CreatorState>;

function aTurn(
  body: Partial<CreatorTurn> = {},
  state: CreatorState = INITIAL_STATE,
  title: string | null = null,
): Turn {
  const said = { turnId: 'turn-1', userResponse: '', messageTimestamp: '2026-11-21T10:00:00Z', ...body };
  return aTurnContext(said, aSessionRecord(state, { title }), { now: NOW });
}

interface Report {
  readonly fields?: Json;
  readonly level?: string;
  readonly confirmed?: boolean;
}

function finish(
  words: string,
  { fields = {}, level = 'UNKNOWN', confirmed = false }: Report = {},
  turn: Partial<Turn> = {},
) {
  const input: Json = { fields, sophisticationLevel: level, userConfirmed: confirmed };
  const context = { ...aTurn({ userResponse: words }), ...turn };
  const reports = [{ name: 'record_intake', input }];
  return coachCreator.finish(context, { text: 'Thank you.', reports, toolsUsed: [], steps: 1 }, {});
}

const EVERYTHING: Json = {
  coachGenderPreference: { value: 'female', confidence: 'high' },
  primaryGoals: { value: ['get stronger'], confidence: 'high' },
  goalTimeline: { value: 'by June', confidence: 'high' },
  age: { value: 34, confidence: 'high' },
  experienceLevel: { value: 'intermediate', confidence: 'medium' },
  trainingFrequency: { value: 3, confidence: 'high' },
  sessionDurationMinutes: { value: 45, confidence: 'high' },
  injuryConsiderations: { value: [], confidence: 'high' },
  equipmentAccess: { value: ['dumbbells'], confidence: 'high' },
  trainingEnvironment: { value: 'home', confidence: 'high' },
  movementPreferences: { value: ['rowing'], confidence: 'high' },
  coachingStylePreference: { value: 'direct', confidence: 'high' },
  successMetrics: { value: ['a pull-up'], confidence: 'high' },
};

/** All fields are known and the summary was given. */
const confirming = (): CreatorState => finish('all of it', { fields: EVERYTHING }).state;

it('limits an interview to 1,024 tokens and two steps an answer, 40 messages of history, 6 images and 30 idle days', () => {
  expect(coachCreator).toMatchObject({
    orders: 'coaches',
    limits: { maxTokens: 1_024, maxSteps: 2, windowMessages: 40, turnLimit: null, idleMs: 2_592_000_000, images: 6 },
  });
});

describe('finishing an answer', () => {
  it('stores the reported values with their turn', () => {
    const { state, complete, status, writes, jobs, counts } = finish("I'm 34", {
      fields: { age: { value: 34, confidence: 'high' }, primaryGoals: { value: ['get stronger'] } },
    });
    expect(state.fields).toEqual({
      age: { value: 34, confidence: 'high', turnId: 'turn-1' },
      primaryGoals: { value: ['get stronger'], confidence: 'medium', turnId: 'turn-1' },
    });
    expect(complete).toEqual({
      isComplete: false,
      progressDetails: {
        topicsCompleted: 1,
        totalTopics: 10,
        percentage: 10,
        sophisticationLevel: 'UNKNOWN',
        currentTopic: 'coach_gender_preference',
      },
      nextQuestion: 'Would you like your coach to have a female, a male or a neutral voice?',
      readyToConfirm: false,
      coachConfigGenerating: false,
    });
    expect({ status, writes, jobs, counts }).toEqual({ status: 'active', writes: [], jobs: [], counts: {} });
  });

  it('lets later answers correct earlier ones', () => {
    const first = finish("I'm 34", { fields: { age: { value: 34 } } }).state;
    const turn = { ...aTurn({ userResponse: 'sorry, 35' }, first), turnId: 'turn-2' };
    const { state } = finish('', { fields: { age: { value: 35, confidence: 'high' } } }, turn);
    expect(state.fields.age).toEqual({ value: 35, confidence: 'high', turnId: 'turn-2' });
  });

  it('drops and counts invalid and denied values and counts a missing report', () => {
    const { state, counts } = finish('no knee issues', {
      fields: { age: { value: 'old' }, injuryConsiderations: { value: ['knee injury'], confidence: 'high' } },
    });
    expect(state.fields).toEqual({});
    expect(counts).toEqual({ IntakeFieldsDropped: 1, IntakeFieldsDenied: 1 });
    const answer = { text: 'Hello.', reports: [], toolsUsed: [], steps: 1 };
    const silent = coachCreator.finish(aTurn({ userResponse: 'hi' }), answer, {});
    expect(silent.counts).toEqual({ IntakeReportsMissing: 1 });
    expect(silent.state.fields).toEqual({});
    const reports = [{ name: 'record_intake', input: null }];
    expect(coachCreator.finish(aTurn({ userResponse: 'hi' }), { ...answer, reports }, {}).counts).toEqual({
      IntakeFieldsDropped: 1,
    });
  });

  it.each([
    ['injuryConsiderations', 'left shoulder clicks', 'no injuries besides'],
    ['movementLimitations', 'left shoulder clicks', 'no injuries besides'],
    ['competitionGoals', 'throwdown in May', 'no competitions besides'],
  ])('keeps the known value of %s when the model repeats "%s" after the person wrote "%s"', (name, value, words) => {
    const fields = { [name]: { value: [value], confidence: 'high' } };
    const known = finish(value, { fields }).state;
    const { state, counts } = finish('', { fields }, aTurn({ userResponse: words }, known));
    expect([state.fields, counts]).toEqual([{ [name]: { value: [value], confidence: 'high', turnId: 'turn-1' } }, {}]);
    expect(finish(words, { fields }).counts).toEqual({ IntakeFieldsDenied: 1 });
  });

  it('reads a bare no as the answer to the question about competitions, which it asked last', () => {
    const { successMetrics: _, ...others } = EVERYTHING as Record<string, Json>;
    const asked = finish('all but one', { fields: others }).state;
    const report = { fields: { competitionGoals: { value: ['local meet'], confidence: 'high' } } };
    const { state } = finish('', report, aTurn({ userResponse: 'no' }, asked));
    expect(state.fields.competitionGoals?.value).toEqual([]);
    expect(finish('no', report).state.fields.competitionGoals?.value).toEqual(['local meet']);
  });

  it('raises the level when a signal confirms the model and stores every signal once', () => {
    const { state } = finish('I want a PR, a real PR', { level: 'INTERMEDIATE' });
    expect(state).toMatchObject({ level: 'INTERMEDIATE', levelVote: null });
    expect(state.signals).toEqual([{ topic: 'goals_and_timeline', level: 'INTERMEDIATE', phrase: 'PR' }]);
    const next = finish('', {}, aTurn({ userResponse: 'a PR' }, state));
    expect(next.state.signals).toEqual(state.signals);
    const voted = finish('I prefer mornings', { level: 'INTERMEDIATE' }).state;
    expect(voted).toMatchObject({ level: 'UNKNOWN', levelVote: 'INTERMEDIATE' });
    const again = finish('', { level: 'INTERMEDIATE' }, aTurn({ userResponse: 'or evenings' }, voted));
    expect(again.state).toMatchObject({ level: 'INTERMEDIATE', levelVote: null });
  });

  it('derives the session title from the first exchange and keeps it afterwards', () => {
    expect(finish('Female please. Thanks!').title).toBe('Coach interview: Female please.');
    expect(finish('ok', { fields: { primaryGoals: { value: ['run a half marathon'] } } }).title).toBe(
      'Coach interview: run a half marathon',
    );
    expect(finish('x '.repeat(80)).title).toBe(`Coach interview: ${'x '.repeat(20)}x…`);
    expect(finish('').title).toBe('Coach interview');
    expect(finish('', {}, aTurn({ userResponse: 'other' }, INITIAL_STATE, 'mine')).title).toBe('mine');
  });
});

describe('the end of the interview', () => {
  it('does not complete the interview before the summary, whatever the model reports', () => {
    const { state, complete, jobs } = finish('Yes, build it!', { fields: EVERYTHING, confirmed: true });
    expect(state.phase).toBe('confirming');
    expect(complete).toMatchObject({ isComplete: false, readyToConfirm: true, nextQuestion: null });
    expect(jobs).toEqual([]);
  });

  it('completes the interview, orders the coach and ends the session after a clear yes to the summary', () => {
    const turn = aTurn({ userResponse: 'Yes, build it!' }, confirming());
    const { state, status, complete, writes, jobs } = finish('', { confirmed: true }, turn);
    expect(state.phase).toBe('complete');
    expect(status).toBe('ended');
    expect(complete).toMatchObject({ isComplete: true, readyToConfirm: false, coachConfigGenerating: true });
    expect(writes).toEqual([
      { type: 'order_build', coachId: 'session-1', sessionId: 'session-1', deadline: '2026-11-21T10:10:00.000Z' },
    ]);
    expect(jobs).toEqual([
      {
        id: 'build-coach-config#turn-1',
        job: 'build-coach-config',
        payload: { sub: 'sub-1', sessionId: 'session-1', coachId: 'session-1' },
      },
    ]);
  });

  it.each([
    ['the model did not see a yes', 'Yes!', { confirmed: false }],
    ['the user did not write one', 'hm, what next', { confirmed: true }],
    ['a value is corrected', 'yes', { confirmed: true, fields: { trainingFrequency: { value: 4 } } }],
  ])('does not complete the interview when %s', (_, userResponse, report) => {
    const { complete } = finish('', report, aTurn({ userResponse }, confirming()));
    expect(complete).toMatchObject({ isComplete: false, readyToConfirm: true });
  });

  it('completes the interview when the yes is reported together with unchanged values', () => {
    const { complete } = finish(
      '',
      { confirmed: true, fields: EVERYTHING },
      aTurn({ userResponse: 'yes' }, confirming()),
    );
    expect(complete['isComplete']).toBe(true);
  });

  it('comes with the button once all is known, even in the turn that gave the last of it', () => {
    expect(finish('', {}, aTurn({ confirm: true }, confirming())).complete['isComplete']).toBe(true);
    expect(finish('', { fields: EVERYTHING }, aTurn({ confirm: true })).complete['isComplete']).toBe(true);
  });

  it('does not complete the interview by the button while topics are missing', () => {
    const { complete, jobs } = finish(
      '',
      { fields: { age: { value: 34 } }, confirmed: true },
      aTurn({ confirm: true }),
    );
    expect(complete).toMatchObject({ isComplete: false, readyToConfirm: false, coachConfigGenerating: false });
    expect(jobs).toEqual([]);
  });

  it('passes plain values to the build', () => {
    expect(intakeOf(confirming())).toMatchObject({
      coachGenderPreference: 'female',
      trainingFrequency: 3,
      injuryConsiderations: [],
      sophisticationLevel: 'UNKNOWN',
    });
  });
});
