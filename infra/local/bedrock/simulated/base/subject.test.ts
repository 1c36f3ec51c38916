import { describe, expect, it } from 'vitest';
import type { ConverseMessage, ModelCall } from '../../simulated-model.ts';
import { createBaseModel } from './base-model.ts';
import { assistant, callOf, textOf, toolOf, toolsOf, user } from './call-fixtures.ts';
import { readTips } from './tips.ts';

/** A coach of workouts, by its subject alone: no hint names a tool. */

const text = { type: 'string' };
const disciplines = ['strength', 'cardio', 'all'];
const TOOLS = [
  toolOf('search_memories', { 'query*': text, limit: { type: 'integer' } }),
  toolOf('search_workouts', { limit: { type: 'integer', minimum: 1, maximum: 50 } }),
  toolOf('get_workout', { 'workoutId*': { ...text, pattern: '^[\\w-]+$' } }),
  toolOf('get_workout_stats', {
    'discipline*': { type: 'string', enum: disciplines },
    days: { type: 'integer', minimum: 1, maximum: 365, default: 28 },
  }),
  toolOf('get_level_figures', { 'level*': text }),
  toolOf('save_memory', { 'content*': text, type: { type: 'string', enum: ['goal', 'preference'] } }),
];

const model = createBaseModel({
  isFor: () => true,
  topic: {
    who: 'I am a coach of workouts.',
    on: /\btrain/i,
    off: /\bweather\b/i,
    decline: ['I only coach workouts.'],
    more: 'A workout, or your progress?',
  },
  subject: {
    id: 'workoutId',
    nouns: 'workout|session|training',
    parts: { property: 'discipline', options: { strength: /\blifting\b/i, cardio: /\bruns?\b/i } },
    reference: {
      property: 'level',
      nouns: 'level',
      namesIn: (words) =>
        [...words.matchAll(/\b(?:novice|expert)\b/gi)].map(({ 0: name, index }) => ({
          name: name.toLowerCase(),
          index,
          length: name.length,
        })),
      tell: (line) => `People at ${line}.`,
    },
    numberTips: readTips(String.raw`
      \bvolume\b = Add a set each week.
    `),
    nothing: 'You have logged no workouts yet.',
  },
  closings: ['What shall we look at next?'],
});

const BEFORE = [user('Hi'), assistant('Squat deeper.')];
const ask = (message: string, more: Partial<ModelCall> = {}) =>
  model(callOf([...BEFORE, user(message)], { tools: TOOLS, ...more }), 1);

/** The answer after tools have run. */
const answerTo = (message: string, ...results: readonly (readonly [name: string, result: object])[]) => {
  const exchanges = results.flatMap(([name, json], place): readonly ConverseMessage[] => [
    { role: 'assistant', content: [{ toolUse: { toolUseId: `t${place}`, name, input: {} } }] },
    { role: 'user', content: [{ toolResult: { toolUseId: `t${place}`, status: 'success', content: [{ json }] } }] },
  ]);
  return textOf(model(callOf([...BEFORE, user(message), ...exchanges], { tools: [] }), 1));
};

const STATS = { discipline: 'cardio', days: 7, workouts: 3, averages: { volume: 10, minutes: 40, sets: 5 } };
const FIGURES = { figures: { level: 'expert', volume: 20, minutes: 30, sets: 5 } };

describe('a coach with a subject', () => {
  it.each<[string, ...object[]]>([
    ['my last 3 workouts', { name: 'search_workouts', input: { limit: 3 } }],
    ['what about workout w-7', { name: 'get_workout', input: { workoutId: 'w-7' } }],
    ['How am I doing?', { name: 'get_workout_stats', input: { discipline: 'all', days: 28 } }],
    ['my lifting stats this week', { name: 'get_workout_stats', input: { discipline: 'strength', days: 7 } }],
    ['What do expert people reach?', { name: 'get_level_figures', input: { level: 'expert' } }],
    ['remember that I hate rowing', { name: 'save_memory', input: { content: 'I hate rowing' } }],
    [
      'compare me with my level',
      { name: 'get_workout_stats', input: { discipline: 'all', days: 28 } },
      { name: 'search_workouts', input: { limit: 5 } },
    ],
    ['How do I train for a marathon?'],
    ['What is the weather?'],
  ])('calls the tools that the request "%s" asks for', (message, ...calls) => {
    expect(toolsOf(ask(message))).toEqual(calls);
  });

  it('says a sentence before the first tool call', () => {
    expect(textOf(ask('my last 3 workouts'))).toBe('Let me look at your workouts.');
    expect(textOf(ask('remember that I hate rowing'))).toBe('I will write that down.');
  });

  it('reads no workouts for the level when the prompt has it', () => {
    const calls = toolsOf(ask('compare me with my level', { system: 'A coach. <level>novice</level>' }));
    expect(calls).toMatchObject([{ name: 'get_workout_stats' }]);
  });

  it('tells averages, the workouts of the named part, and that there are none', () => {
    expect(answerTo('my runs this week', ['get_workout_stats', STATS])).toBe(
      'I looked at 3 cardio workouts in the last 7 days. On average: 10 volume, 40 minutes and 5 sets. With so few workouts this is a first impression.\n\nWhat shall we look at next?',
    );
    const workouts = [
      { workoutId: 'w-1', discipline: 'strength', sets: 9 },
      { workoutId: 'w-2', discipline: 'cardio', minutes: 30 },
    ];
    expect(answerTo('my last runs', ['search_workouts', { workouts }])).toMatch(
      /1 workout:\n- discipline cardio, 30 min/,
    );
    expect(answerTo('my last runs', ['search_workouts', { workouts: [] }])).toBe('You have logged no workouts yet.');
  });

  it('compares the averages with the figures of a level, and gives advice on the weakest number', () => {
    expect(answerTo('compare me with expert', ['get_workout_stats', STATS], ['get_level_figures', FIGURES])).toMatch(
      /against those of expert: ahead in minutes \(40 to 30\); level in sets.*behind in volume.*\n\nAdd a set each week\.$/,
    );
    expect(answerTo('What do experts reach?', ['get_level_figures', FIGURES])).toContain('People at expert, 20 volume');
  });

  it('asks for the level when it is not known', () => {
    expect(answerTo('compare me with my level', ['get_workout_stats', STATS])).toMatch(/Which level shall I take\?$/);
  });

  it('answers with what the prompt has', () => {
    const system =
      'A coach. <level>novice</level> <memory type="goal">a marathon</memory> {"workoutId":"w-1","sets":4}';
    expect(textOf(ask('what is my level?', { system }))).toBe('Your profile has this level: novice.');
    expect(textOf(ask('what do you remember?', { system }))).toContain('"a marathon" (goal)');
    expect(textOf(ask('how about this workout?', { system }))).toContain('In this workout: 4 sets.');
  });

  it.each([
    ['who are you?', 'I am a coach of workouts.'],
    ['What is the weather?', 'I only coach workouts.'],
    ['training?', 'A workout, or your progress?'],
    ['Please save a note', 'Gladly. What shall I write down?'],
  ])('replies to "%s" without tools', (message, answer) => {
    expect(textOf(ask(message))).toBe(answer);
  });
});
