import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompleteEvent } from '#contract/events';
import { CHECKLIST } from '#domain/coach-creator/checklist';
import { coachCreator } from '#domain/coach-creator/coach-creator';
import { greetingText } from '#domain/coach-creator/greeting';
import { type CreatorState, INITIAL_STATE, intakeOf } from '#domain/coach-creator/state';
import type { Json } from '#ports/model';
import type { MessageRecord } from '#ports/turns';
import type { Step } from './brain.ts';
import { TOPICS } from './creator/topics.ts';
import { creatorBrain } from './creator-brain.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

interface Said {
  readonly text: string;
  readonly report: { readonly fields: Record<string, unknown>; readonly userConfirmed: boolean };
  readonly progress: Partial<CompleteEvent>;
}

const isTool = (step: Step): step is Extract<Step, { tool: object }> => 'tool' in step;
const isText = (step: Step): step is Extract<Step, { text: string }> => 'text' in step;

/** An interview as the engine holds it, with the prompt and the settlement of the product and this brain for a model. */
function createInterview(seed = 1) {
  let state: CreatorState = INITIAL_STATE;
  let history: readonly MessageRecord[] = [];
  let title: string | null = null;
  const said: Said[] = [];

  const message = (role: 'user' | 'assistant', content: MessageRecord['content'], turnId: string): MessageRecord => ({
    messageId: `${role}-${turnId}`,
    seq: history.length + 1,
    role,
    content,
    turnId,
    createdAt: new Date(NOW).toISOString(),
  });

  return {
    say(userResponse: string, more: { confirm?: boolean } = {}): Said {
      const turnId = `turn-${said.length + 1}`;
      const body = { turnId, userResponse, messageTimestamp: '2026-11-21T10:00:00Z', ...more };
      const session = {
        ...{ kind: 'coach_creator' as const, sessionId: 'session', status: 'active' as const, expiresAt: null, title },
        ...{
          activeTurn: null,
          parkedTurn: null,
          lastTurn: null,
          lastCompletedTurn: null,
          turnsUsed: said.length,
          nextSeq: 1,
          version: 1,
        },
        ...{ createdAt: '', updatedAt: '', state },
      };
      const turn = { sub: 'sub', turnId, body, session, user: { tier: 'free' as const }, history, now: NOW };
      const prompt = coachCreator.prompt(turn);
      const content = coachCreator.message(body);
      const steps =
        creatorBrain(
          {
            modelId: 'main',
            system: `${prompt.systemStatic}\n${prompt.systemDynamic}`,
            messages: [...history, { role: 'user' as const, content }].map((one) => ({
              role: one.role,
              content: one.content.map((block) => (block.type === 'text' ? { text: block.text } : { image: {} })),
            })),
            tools: prompt.tools.map(({ spec }) => spec.name),
            maxTokens: coachCreator.maxTokens,
            thinking: false,
          },
          seed,
        ) ?? [];
      const text = steps
        .filter(isText)
        .map((step) => step.text)
        .join('');
      const reports = steps.filter(isTool).map(({ tool }) => ({ name: tool.name, input: tool.input as Json }));
      const finished = coachCreator.finish(turn, { text, reports });
      const dropped = { ...finished.counts };
      expect(dropped).toEqual({});
      history = [...history, message('user', content, turnId), message('assistant', [{ type: 'text', text }], turnId)];
      ({ state, title } = finished);
      const report = reports[0]?.input as unknown as Said['report'];
      const one = { text, report, progress: finished.complete };
      said.push(one);
      return one;
    },
    said: (): readonly Said[] => said,
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
function timesAsked(said: readonly Said[]): Readonly<Record<string, number>> {
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

const INTERVIEWS: readonly {
  readonly name: string;
  readonly lines: readonly string[];
  readonly intake: Readonly<Record<string, unknown>>;
}[] = [
  {
    name: 'terse',
    lines: ['female', 'lose weight, 6 months', '34', 'beginner', '3 days 45 minutes', 'none', 'home, dumbbells'].concat(
      ['walking and squats, no running', 'supportive', 'more energy', 'yes'],
    ),
    intake: {
      coachGenderPreference: 'female',
      primaryGoals: ['lose weight'],
      goalTimeline: '6 months',
      age: 34,
      experienceLevel: 'beginner',
      trainingFrequency: 3,
      sessionDurationMinutes: 45,
      injuryConsiderations: [],
      equipmentAccess: ['dumbbells'],
      trainingEnvironment: 'home',
      movementPreferences: ['walking', 'squats'],
      movementDislikes: ['running'],
      coachingStylePreference: 'supportive',
      successMetrics: ['more energy'],
      sophisticationLevel: 'BEGINNER',
    },
  },
  {
    name: 'chatty, a beginner after two children',
    lines: [
      "Hey! I'm Dana. I think I'd be more comfortable with a woman as my coach.",
      "So I had my second baby last year and honestly I just want to feel strong again and lose about 8 kilos, ideally before my sister's wedding in September.",
      "I'm 36, and with two little ones my sleep is a mess",
      "I used to play volleyball in college, but I haven't really trained in about eight years, so pretty much starting over.",
      'Realistically? Three days a week, maybe 40 minutes while the kids nap.',
      'My lower back gets sore when I carry the little one, but no knee problems or anything.',
      "Just in my living room. I've got a yoga mat, two 8 kg dumbbells and some resistance bands.",
      "I love dancing and I liked volleyball obviously. I can't stand burpees and running bores me to death!",
      'Please be patient and encouraging with me, I get discouraged easily. What keeps me going is seeing small wins.',
      'Fitting into my old jeans and having the energy to play with my kids',
      'Yes, that sounds great! Please go ahead.',
    ],
    intake: {
      coachGenderPreference: 'female',
      primaryGoals: ['feel strong again', 'lose about 8 kilos'],
      goalTimeline: "before my sister's wedding in September",
      age: 36,
      lifeStageContext: 'with two little ones my sleep is a mess',
      experienceLevel: 'beginner',
      trainingHistory:
        "I used to play volleyball in college, but I haven't really trained in about eight years, so pretty much starting over",
      trainingFrequency: 3,
      sessionDurationMinutes: 40,
      injuryConsiderations: ['lower back gets sore when I carry the little one'],
      equipmentAccess: ['yoga mat', '8 kg dumbbells', 'resistance bands'],
      trainingEnvironment: 'living room',
      movementPreferences: ['dancing', 'volleyball'],
      movementDislikes: ['burpees', 'running'],
      coachingStylePreference: 'patient and encouraging',
      motivationStyle: 'seeing small wins',
      successMetrics: ['Fitting into my old jeans', 'having the energy to play with my kids'],
      sophisticationLevel: 'BEGINNER',
    },
  },
  {
    name: 'an advanced competitor',
    lines: [
      "I'd prefer a neutral voice, thanks.",
      'Qualifying for masters semifinals next spring; my snatch needs to improve.',
      "I'm 44, masters athlete, perimenopausal, so recovery and longevity matter.",
      'Twelve years of CrossFit, competed at regionals in 2015 and I coach classes twice a week.',
      'Five to six days, ninety minutes, sometimes two sessions a day.',
      'Chronic left Achilles tendinopathy that I manage with load management and prehab. Shoulders are fine.',
      'Affiliate plus a garage with an assault bike, rower and specialty bars.',
      'Strengths are engine work and gymnastics; I want to master the snatch and play down running volume.',
      'Direct and data driven, hold me accountable. Progress on the leaderboard drives me.',
      'Snatch 80 kg, Fran sub 3, top 10 percentile. I track in a spreadsheet. Quarterfinals in March, then semifinals in May.',
      'Yes, build it.',
    ],
    intake: {
      coachGenderPreference: 'neutral',
      primaryGoals: ['Qualifying for masters semifinals', 'my snatch needs to improve'],
      goalTimeline: 'next spring',
      age: 44,
      lifeStageContext: 'masters athlete, perimenopausal, recovery and longevity matter',
      experienceLevel: 'advanced',
      trainingHistory: 'Twelve years of CrossFit, competed at regionals in 2015 and I coach classes twice a week',
      trainingFrequency: 5,
      sessionDurationMinutes: 90,
      injuryConsiderations: ['Chronic left Achilles tendinopathy that I manage with load management and prehab'],
      equipmentAccess: ['assault bike', 'rower', 'specialty bars'],
      trainingEnvironment: 'affiliate and garage',
      movementPreferences: ['engine work', 'gymnastics', 'snatch'],
      movementDislikes: ['running volume'],
      coachingStylePreference: 'Direct and data driven, hold me accountable',
      motivationStyle: 'Progress on the leaderboard',
      successMetrics: ['Snatch 80 kg', 'Fran sub 3', 'top 10 percentile'],
      progressTrackingPreferences: 'I track in a spreadsheet',
      competitionGoals: ['Qualifying for masters semifinals', 'Quarterfinals'],
      competitionTimeline: 'in March, in May',
      sophisticationLevel: 'ADVANCED',
    },
  },
  {
    name: 'several topics at once',
    lines: [
      "Male coach, and I want to build muscle and hit a 140 kg squat by Christmas. I'm 28.",
      "I've been lifting consistently for 3 years at a commercial gym. I train 5 days a week for 75 minutes, mostly after work.",
      'No injuries. I love squats and bench press, hate cardio.',
      'All the usual equipment. Direct, no sugar coating; numbers drive me. Success is a 140 squat and 100 bench, I log everything in an app. Maybe someday a local powerlifting meet.',
      'Looks good, build it',
    ],
    intake: {
      coachGenderPreference: 'male',
      primaryGoals: ['build muscle', 'hit a 140 kg squat'],
      goalTimeline: 'by Christmas',
      age: 28,
      experienceLevel: 'intermediate',
      trainingHistory: "I've been lifting consistently for 3 years at a commercial gym",
      trainingFrequency: 5,
      sessionDurationMinutes: 75,
      timeOfDayPreference: 'evening',
      injuryConsiderations: [],
      equipmentAccess: ['all the usual equipment'],
      trainingEnvironment: 'commercial gym',
      movementPreferences: ['squats', 'bench press'],
      movementDislikes: ['cardio'],
      coachingStylePreference: 'Direct, no sugar coating',
      motivationStyle: 'numbers drive me',
      successMetrics: ['a 140 squat and 100 bench'],
      progressTrackingPreferences: 'I log everything in an app',
      competitionGoals: ['Maybe someday a local powerlifting meet'],
      sophisticationLevel: 'INTERMEDIATE',
    },
  },
  {
    name: 'lower case, typos, halves and corrections',
    lines: [
      'dont mind',
      'get stonger',
      'no deadline',
      "i'm 45",
      '2 yrs of crossfit',
      '3 dyas a wekk',
      'an hour',
      'healthy knees, but my left sholder clicks',
      'crossfit box, fully equipped',
      'gymnastics, want to learn muscle ups, dislike rowing',
      "sorry, i'm 46 not 45. balanced, detail oriented",
      "strict muscle-up, and i don't want to compete",
      'actually make that 4 days',
      'yes',
    ],
    intake: {
      coachGenderPreference: 'neutral',
      primaryGoals: ['get stronger'],
      goalTimeline: 'no fixed date',
      age: 46,
      experienceLevel: 'intermediate',
      trainingHistory: '2 years of crossfit',
      trainingFrequency: 4,
      sessionDurationMinutes: 60,
      injuryConsiderations: ['left shoulder clicks'],
      equipmentAccess: ['fully equipped'],
      trainingEnvironment: 'crossfit box',
      movementPreferences: ['gymnastics', 'muscle ups'],
      movementDislikes: ['rowing'],
      coachingStylePreference: 'balanced, detail oriented',
      successMetrics: ['strict muscle-up'],
      competitionGoals: [],
      sophisticationLevel: 'INTERMEDIATE',
    },
  },
  {
    name: 'numbers with distractors',
    lines: [
      "I'm a 5'11 guy of 82 kg, a female coach would be nice",
      'Run my first half marathon under 2 hours in May; I weigh 82 kg and want 78',
      'My kids are 10 and 12 years old and I am 41',
      'Started running 18 months ago, 2 races so far',
      '45 minutes, 3 days; the gym is 15 minutes away and I sleep 7 hours',
      'I broke my right ankle 20 years ago, otherwise nothing',
      'A small gym with treadmills, 2 bikes and dumbbells up to 30 kg',
      'Running 5k, cycling; not a fan of burpees',
      'Push me, but explain why. Streaks keep me going.',
      'Half marathon in 1:55, resting pulse of 50. No, competing is not for me',
      "That's right, go ahead!",
    ],
    intake: {
      coachGenderPreference: 'female',
      goalTimeline: 'in May',
      age: 41,
      experienceLevel: 'intermediate',
      trainingFrequency: 3,
      sessionDurationMinutes: 45,
      injuryConsiderations: ['broke my right ankle 20 years ago'],
      movementDislikes: ['burpees'],
      motivationStyle: 'Streaks',
      competitionGoals: [],
      trainingEnvironment: 'small gym',
    },
  },
  {
    name: 'negations everywhere',
    lines: [
      'Anything but a man',
      "I don't want to lose weight, I want to build muscle within 12 weeks",
      "I'm not in my twenties any more: 52",
      "I'm not a beginner, but I wouldn't say I'm advanced",
      'Not 5 days, 4. And no more than 50 minutes',
      "No knee issues, no back pain, but I can't lift my right arm overhead since a rotator cuff tear",
      'No gym: at home, no barbell or rack, just kettlebells',
      "I don't like running or jumping. I enjoy swings and carries",
      "Don't sugarcoat it, no shouting though",
      "Not a number on the scale, just doing 10 push-ups. I won't compete, never.",
      'Yes, nothing to change',
    ],
    intake: {
      coachGenderPreference: 'female',
      primaryGoals: ['build muscle'],
      goalTimeline: 'within 12 weeks',
      age: 52,
      experienceLevel: 'intermediate',
      trainingFrequency: 4,
      sessionDurationMinutes: 50,
      equipmentAccess: ['kettlebells'],
      trainingEnvironment: 'home',
      movementPreferences: ['swings', 'carries'],
      movementDislikes: ['running', 'jumping'],
      competitionGoals: [],
    },
  },
  {
    name: 'a senior who writes at length',
    lines: [
      'I would like a lady please!! also btw im nervous',
      "get in shape for my daughter's wedding on 14 June",
      '61 years young',
      "I've never set foot in a gym",
      'Tuesdays and Thursdays, and Saturdays. Half an hour',
      'I had a hip replacement in 2021, all good now otherwise',
      'budget gym around the corner',
      'swimming and water aerobics',
      'kind, with lots of explanations',
      'walk up three flights of stairs without puffing',
      "everything's correct",
    ],
    intake: {
      coachGenderPreference: 'female',
      primaryGoals: ['get in shape'],
      goalTimeline: "for my daughter's wedding on 14 June",
      age: 61,
      experienceLevel: 'beginner',
      trainingHistory: "I've never set foot in a gym",
      trainingFrequency: 3,
      sessionDurationMinutes: 30,
      injuryConsiderations: ['hip replacement in 2021'],
      equipmentAccess: ['full gym equipment'],
      trainingEnvironment: 'budget gym',
      movementPreferences: ['swimming', 'water aerobics'],
      coachingStylePreference: 'kind, with lots of explanations',
      successMetrics: ['walk up three flights of stairs without puffing'],
      sophisticationLevel: 'BEGINNER',
    },
  },
];

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
    expect(creatorBrain(call, 1)).toBeUndefined();
    const messages = [
      { role: 'user' as const, content: [{ text: 'female' }] },
      { role: 'assistant' as const, content: [{ toolUse: { name: 'record_intake' } }] },
      { role: 'user' as const, content: [{ toolResult: { toolUseId: 't' } }] },
    ];
    const steps = creatorBrain({ ...call, messages, tools: ['record_intake'] }, 1);
    expect(steps).toHaveLength(1);
    expect(steps?.[0]).toHaveProperty('text');
  });
});
