import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callOf, coach, play, SYSTEM, textOf, toolsOf, user } from './game/play-game-coach.ts';
import { AVERAGES, GAMES, NO_GAMES, RESULTS } from './game/sample-results.ts';
import { simulatedGameCoach } from './simulated-game-coach.ts';
import type { ConverseMessage } from './simulated-model.ts';

const BEFORE = [user('Hi'), coach('Hello!')];

/** Every number of an answer but those of dates. */
const numbersIn = (text: string): readonly string[] =>
  text.replace(/\d{4}-\d\d-\d\d|\b\w+-\d+\b/g, '').match(/\d+(?:\.\d+)?/g) ?? [];
const resultsIn = (messages: readonly ConverseMessage[]): string =>
  JSON.stringify(messages.flatMap(({ content }) => content.filter(({ toolResult }) => toolResult)));

describe('a turn to its end', () => {
  it.each<[string, readonly (string | RegExp)[]]>([
    ['How did I do in my last game?', ['won a doubles game', '2 goals, 1 assist, 3 saves, 5 shots and 412 points']],
    ['my last 3 games', ['187 points', '388 points', 'won 1 of them']],
    ['my saves in my last 3 games', [/3 saves[\s\S]+3 saves[\s\S]+0 saves/, 'defence']],
    ['last 2 standard games', ['In your last game you lost a standard game', '187 points']],
    ['shots in doubles in the last 7 days', ['12 doubles games in the last 7 days', '58.3%', '3.25 shots a game']],
    ['How am I doing?', ['0.61 goals', '18.77% shooting', 'goals up by 0.2 and saves down by 0.4']],
    ['what about game g-2', ['In the game g-2 you lost', '0 goals']],
    [
      'How do I compare to Platinum I?',
      ['behind in goals (0.61 to 0.72)', 'ahead in shots (3.25 to 2.8)', 'finishing'],
    ],
    ['What does Platinum I average?', ['Players at Platinum I average 0.72 goals', '13% time at supersonic speed']],
    ['How does game g-3 compare with Gold I?', ['assists (4 to 0.28)', 'behind in saves (0 to 0.95)']],
    ['save a note that my rotations are weak', ['saved this as a weakness: "my rotations are weak"']],
  ])('%s', (question, expected) => {
    const { answer, messages } = play(question, { before: BEFORE });
    for (const part of expected) {
      if (typeof part === 'string') expect(answer).toContain(part);
      else expect(answer).toMatch(part);
    }
    const known = resultsIn(messages);
    for (const number of numbersIn(answer)) expect(known).toContain(number);
  });

  it('takes two steps to compare with a rank that it has to find first, in order', () => {
    const { calls, answer } = play('compare my stats with my rank');
    expect(calls.map((tools) => tools.map(({ name }) => name))).toEqual([
      ['get_stats_by_mode', 'get_recent_games'],
      ['get_rank_benchmarks'],
    ]);
    expect(calls[1]?.[0]?.input).toEqual({ rank: 'Gold I' });
    expect(answer).toContain(`goals (${AVERAGES.goals} to 0.55)`);
  });

  it('takes two steps as well when the prompt tells the rank', () => {
    const { calls } = play('compare my stats with my rank', { system: `${SYSTEM}\n<rank>Platinum I</rank>` });
    expect(calls).toMatchObject([[{ name: 'get_stats_by_mode' }], [{ input: { rank: 'Platinum I' } }]]);
  });

  it('passes on what a tool says beside its numbers', () => {
    expect(play('How do I compare to Gold I in 2v2?').answer).toContain(
      'no figures for doubles: these are those for standard.',
    );
  });

  it('asks for the rank that nobody tells', () => {
    const results = { ...RESULTS, get_recent_games: () => ({ games: [{ ...GAMES[0], rank: undefined }] }) };
    expect(play('compare my stats with my rank', { results }).answer).toMatch(
      /0\.61 goals[\s\S]+Which rank shall I take\?$/,
    );
  });

  it('comes to an end and answers, whatever it is asked', () => {
    const words = [
      'compare',
      'my',
      'rank',
      'Gold 1',
      'last',
      'games',
      '3',
      'note:',
      'that',
      'stats',
      '2v2',
      'g-1',
      '.',
      'and',
    ];
    const question = fc.oneof(
      fc.string({ minLength: 1, maxLength: 80 }),
      fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }).map((said) => said.join(' ')),
    );
    fc.assert(
      fc.property(question, fc.boolean(), (said, hasGames) => {
        const { answer, calls } = play(said.trim() || 'hm', { results: hasGames ? RESULTS : NO_GAMES });
        return answer.trim() !== '' && calls.length <= 4;
      }),
    );
  });

  it('is the same for the same seed', () => {
    const answers = [1, 1, 2, 3, 4].map((seed) => play('hello', { seed, before: BEFORE }).answer);
    expect(answers[0]).toBe(answers[1]);
    expect(new Set(answers).size).toBeGreaterThan(1);
  });
});

describe('what went wrong', () => {
  it.each([
    ['what about game nope-1', /could not find the game nope-1\. The answer was: There is no game nope-1\. Which game/],
    ['benchmarks for Gold II', /no benchmarks for Gold II, and I will not give you those of another rank/],
  ])('is said, and asked about: %s', (question, answer) => {
    const told = play(question, { before: BEFORE }).answer;
    expect(told).toMatch(answer);
    expect(told).not.toMatch(/\d\.\d/);
  });

  it('is said once for each that failed, beside what was found', () => {
    const { answer } = play('am I better than Gold II?', { before: BEFORE });
    expect(answer).toContain('0.61 goals');
    expect(answer.match(/Gold II/g)).toHaveLength(1);
    expect(answer).not.toContain('0.55');
  });

  it.each(['my last game', 'How am I doing?', 'note: I tilt', 'compare me with my rank'])(
    'of every tool: %s',
    (question) => {
      const broken = () => ({ error: 'The tool took too long.' });
      const results = Object.fromEntries(Object.keys(RESULTS).map((name) => [name, broken]));
      const { answer, calls } = play(question, { results, before: BEFORE });
      expect(answer).toMatch(/could not (?:look up|save)[\s\S]+The tool took too long\./);
      expect(numbersIn(answer)).toEqual([]);
      expect(calls.length).toBeLessThan(3);
    },
  );

  it.each(['my last game', 'shots in doubles this week', 'compare me with my rank'])(
    'with no games: %s',
    (question) => {
      const { answer } = play(question, { results: NO_GAMES, before: BEFORE });
      expect(answer).toMatch(/none are imported yet\. You can import them on the page of your games/);
      expect(answer).not.toContain('0.61');
    },
  );

  it('is not made up for a result that was cut', () => {
    const cut = JSON.stringify({ games: GAMES }).slice(0, -120);
    const use = { toolUse: { toolUseId: 't', name: 'get_recent_games', input: { limit: 10 } } };
    const text = `${cut} [cut: the result is longer than 16 kB]`;
    const result = { toolResult: { toolUseId: 't', status: 'success', content: [{ text }] } };
    const steps = simulatedGameCoach(
      callOf([user('my recent games'), { role: 'assistant', content: [use] }, { role: 'user', content: [result] }]),
      1,
    );
    expect(textOf(steps ?? [])).toMatch(/your 2 newest games[\s\S]+412 points[\s\S]+187 points/);
  });
});

describe('a call without tools', () => {
  const results = JSON.stringify(RESULTS['get_stats_by_mode']?.({ mode: 'all', days: 30 }));
  it.each([
    ['[called get_stats_by_mode {"mode":"all","days":30}]', `[result of get_stats_by_mode: ${results}]\n\nAnswer now.`],
    [
      'Let me look.\n<tool_use name="get_stats_by_mode">{"mode":"all"}</tool_use>',
      `<tool_result>${results}</tool_result>`,
    ],
  ])('reads its results from text: %s', (called, found) => {
    const steps =
      simulatedGameCoach(callOf([user('How am I doing?'), coach(called), user(found)], { tools: [] }), 1) ?? [];
    expect(toolsOf(steps)).toEqual([]);
    expect(textOf(steps)).toMatch(/simulation[\s\S]+12 games[\s\S]+0\.61 goals/);
  });

  it('reads failures from text', () => {
    const messages = [
      user('game x-1'),
      coach('[get_game_details {"gameId":"x-1"}]'),
      user('[tool result {"error":"Gone."}]'),
    ];
    expect(textOf(simulatedGameCoach(callOf(messages, { tools: [] }), 1) ?? [])).toMatch(
      /could not find the game.*Gone\. Which/,
    );
  });

  it('guesses nothing when nothing was found', () => {
    const text = textOf(simulatedGameCoach(callOf([user('How am I doing?')], { tools: [] }), 1) ?? []);
    expect(text).toContain('I will not guess your numbers');
    expect(numbersIn(text)).toEqual([]);
  });

  it('is for it by the prompt only', () => {
    expect(simulatedGameCoach(callOf([user('Hi')], { tools: [], system: 'You are Vesper.' }), 1)).toBeUndefined();
    expect(simulatedGameCoach(callOf([user('Hi')], { tools: ['record_intake'] }), 1)).toBeUndefined();
    expect(simulatedGameCoach(callOf([user('Hi')], { tools: [], system: 'A rocket league COACH.' }), 1)).toBeDefined();
  });
});

describe('what it says of itself', () => {
  it('is that it is a simulation, in the first answer and never again', () => {
    const first = play('my last game');
    expect(first.answer).toContain('I am a simulation');
    expect(first.preamble).not.toContain('simulation');
    expect(play('hello').answer).toContain('I am a simulation');
    expect(play('my last game', { before: [user('hello'), coach('Hello!')] }).answer).not.toContain('simulation');
    const system = `${SYSTEM}\n<earlier_conversation>Spoke of kickoffs.</earlier_conversation>`;
    expect(play('my last game', { system }).answer).not.toContain('simulation');
  });

  it('is a plan in front of every step while thinking is on, and nothing while it is off', () => {
    const asked = [user('compare my stats with my rank')];
    const [thought, ...others] = simulatedGameCoach(callOf(asked, { thinking: true }), 1) ?? [];
    expect(thought).toEqual({ reasoning: expect.stringContaining('Next I call get_stats_by_mode, get_recent_games.') });
    expect(others).toEqual(simulatedGameCoach(callOf(asked), 1));
    const { messages } = play('compare my stats with my rank', { thinking: true });
    const last = simulatedGameCoach(callOf(messages, { thinking: true }), 1) ?? [];
    expect(last).toMatchObject([
      { reasoning: expect.stringContaining('I can answer now.') },
      { text: expect.any(String) },
    ]);
  });

  it('follows from results alone when the question asks for nothing', () => {
    const { messages } = play('my last game', { before: BEFORE });
    const asked = messages.map((message, index) => (index === 2 ? user('Hm.') : message));
    expect(textOf(simulatedGameCoach(callOf(asked), 1) ?? [])).toContain('412 points');
  });
});
