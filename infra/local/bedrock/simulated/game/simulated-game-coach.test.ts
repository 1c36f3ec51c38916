import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConverseMessage } from '../../simulated-model.ts';
import { callOf, coach, play, SYSTEM, textOf, toolsOf, user } from './play-game-coach-fixtures.ts';
import { AVERAGES, GAMES, NO_GAMES, RESULTS } from './sample-results-fixtures.ts';
import { simulatedGameCoach } from './simulated-game-coach.ts';

const BEFORE = [user('Hi'), coach('Hello!')];
/** The id of a game that does not exist. */
const GONE = 'nope-1';

/** The numbers in an answer, without dates and ids. */
const numbersIn = (text: string): readonly string[] =>
  text.replace(/\d{4}-\d\d-\d\d|\b\w+-\d+\b/g, '').match(/\d+(?:\.\d+)?/g) ?? [];
const resultsIn = (messages: readonly ConverseMessage[]): string =>
  JSON.stringify(messages.flatMap(({ content }) => content.filter(({ toolResult }) => toolResult)));

describe('the answers of the simulated game coach', () => {
  it.each<[string, readonly (string | RegExp)[]]>([
    ['How did I do in my last game?', ['1 game, of which 1 won', '2 goals, 1 assist, 3 saves, 5 shots, 412 score']],
    ['my last 3 games', ['187 score', '388 score', '3 games, of which 1 won']],
    ['my saves in my last 3 games', [/3 saves[\s\S]+3 saves[\s\S]+0 saves/, 'defence']],
    ['last 2 standard games', ['1 game, of which 0 won', '187 score']],
    ['shots in doubles in the last 7 days', ['12 doubles games in the last 7 days', '58.3%', '3.25 shots']],
    ['How am I doing?', ['0.61 goals', '18.77% shooting', '0.2 goals, -0.4 saves']],
    ['what about game g-2', ['not won', '0 goals']],
    [
      'How do I compare to Platinum I?',
      ['behind in goals (0.61 to 0.72)', 'ahead in shots (3.25 to 2.8)', 'finishing'],
    ],
    ['What does Platinum I average?', ['Players at Platinum I, 0.72 goals', '13% supersonic']],
    ['How does game g-3 compare with Gold I?', ['assists (4 to 0.28)', 'behind in saves (0 to 0.95)']],
    ['save a note that my rotations are weak', ['saved this as a note (weakness): "my rotations are weak"']],
  ])('answers "%s" with the numbers of the tools', (question, expected) => {
    const { answer, messages } = play(question, { before: BEFORE });
    for (const part of expected) {
      if (typeof part === 'string') expect(answer).toContain(part);
      else expect(answer).toMatch(part);
    }
    const known = `${resultsIn(messages)} ${GAMES.length} 0 1`;
    for (const number of numbersIn(answer)) expect(known).toContain(number);
  });

  it('reads the rank from the games before it reads the benchmarks', () => {
    const { calls, answer } = play('compare my stats with my rank');
    expect(calls.map((tools) => tools.map(({ name }) => name))).toEqual([
      ['get_stats_by_mode', 'get_recent_games'],
      ['get_rank_benchmarks'],
    ]);
    expect(calls[1]?.[0]?.input).toMatchObject({ rank: 'Gold I' });
    expect(answer).toContain(`goals (${AVERAGES.goals} to 0.55)`);
  });

  it('reads the benchmarks of the rank in the prompt after the numbers of the player', () => {
    const { calls } = play('compare my stats with my rank', {
      system: `${SYSTEM}\n<player_rank>Platinum I</player_rank>`,
    });
    expect(calls).toMatchObject([[{ name: 'get_stats_by_mode' }], [{ input: { rank: 'Platinum I' } }]]);
  });

  it('reads the games once when a message asks for games and for advice', () => {
    const { calls } = play('How did my last 10 games go, and what should I work on?');
    expect(calls[0]?.map(({ name }) => name)).toEqual(['get_recent_games', 'get_stats_by_mode']);
  });

  it('repeats the note of a tool result', () => {
    expect(play('How do I compare to Gold I in 2v2?').answer).toContain(
      'no figures for doubles: these are those for standard.',
    );
  });

  it('asks for the rank when neither the profile nor the games have one', () => {
    const results = { ...RESULTS, get_recent_games: () => ({ games: [{ ...GAMES[0], rank: undefined }] }) };
    expect(play('compare my stats with my rank', { results }).answer).toMatch(
      /0\.61 goals[\s\S]+Which rank shall I take\?$/,
    );
  });

  it('ends every turn with an answer after at most four steps of tools', () => {
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

  it('gives the same answer for the same seed and another answer for another seed', () => {
    const answers = [1, 1, 2, 3, 4].map((seed) => play('hello', { seed, before: BEFORE }).answer);
    expect(answers[0]).toBe(answers[1]);
    expect(new Set(answers).size).toBeGreaterThan(1);
  });
});

describe('failed tools of the simulated game coach', () => {
  it.each([
    [
      `what about game ${GONE}`,
      /could not get game details \(nope-1\)\. The answer was: There is no game nope-1\. What shall I do/,
    ],
    ['benchmarks for Gold II', /could not get rank benchmarks \(Gold II\)\. The answer was: There are no figures/],
  ])('reports the failure and asks what to do instead for "%s"', (question, answer) => {
    const told = play(question, { before: BEFORE }).answer;
    expect(told).toMatch(answer);
    expect(told).not.toMatch(/\d\.\d/);
  });

  it('reports each failure once, beside the results of other tools', () => {
    const { answer } = play('am I better than Gold II?', { before: BEFORE });
    expect(answer).toContain('0.61 goals');
    expect(answer.match(/Gold II/g)).toHaveLength(1);
    expect(answer).not.toContain('0.55');
  });

  it.each(['my last game', 'How am I doing?', 'note: I tilt', 'compare me with my rank'])(
    'reports that every tool failed for "%s"',
    (question) => {
      const broken = () => ({ error: 'The tool took too long.' });
      const results = Object.fromEntries(Object.keys(RESULTS).map((name) => [name, broken]));
      const { answer, calls } = play(question, { results, before: BEFORE });
      expect(answer).toMatch(/could not (?:get|save)[\s\S]+The tool took too long\./);
      expect(numbersIn(answer)).toEqual([]);
      expect(calls.length).toBeLessThan(3);
    },
  );

  it.each(['my last game', 'shots in doubles this week', 'compare me with my rank'])(
    'explains how to import games when there are none for "%s"',
    (question) => {
      const { answer } = play(question, { results: NO_GAMES, before: BEFORE });
      expect(answer).toMatch(/none are imported yet[\s\S]+You can import them on the page of your games/);
      expect(answer).not.toContain('0.61');
    },
  );

  it('describes only the complete games of a truncated result', () => {
    const cut = JSON.stringify({ games: GAMES }).slice(0, -120);
    const use = { toolUse: { toolUseId: 't', name: 'get_recent_games', input: { limit: 10 } } };
    const text = `${cut} [cut: the result is longer than 16 kB]`;
    const result = { toolResult: { toolUseId: 't', status: 'success', content: [{ text }] } };
    const messages: ConverseMessage[] = [
      user('my recent games'),
      { role: 'assistant', content: [use] },
      { role: 'user', content: [result] },
    ];
    expect(textOf(simulatedGameCoach(callOf(messages), 1) ?? [])).toMatch(
      /2 games, of which 1 won[\s\S]+412 score[\s\S]+187 score/,
    );
  });
});

describe('the last step of a turn, which has no tools', () => {
  const told = (name: string, input: object, result: object, how = 'found') => [
    coach(`[I used ${name} with ${JSON.stringify(input)}]`),
    user(`[It ${how}: ${JSON.stringify(result)}]`),
  ];
  const ask = (...messages: readonly ConverseMessage[]) =>
    textOf(simulatedGameCoach(callOf(messages, { tools: [] }), 1) ?? []);

  it('answers from tool results that are written as text', () => {
    const stats = RESULTS['get_stats_by_mode']?.({ mode: 'all', days: 30 }) as object;
    const text = ask(user('How am I doing?'), ...told('get_stats_by_mode', { mode: 'all' }, stats));
    expect(text).toMatch(/simulation[\s\S]+12 games[\s\S]+0\.61 goals/);
  });

  it('reports failures of tools that are written as text', () => {
    const text = ask(user('game x-1'), ...told('get_game_details', { gameId: 'x-1' }, { error: 'Gone.' }, 'failed'));
    expect(text).toMatch(/could not get game details \(x-1\).*Gone\. What/);
  });

  it('answers without numbers when there are no tool results', () => {
    const text = ask(user('How am I doing?'));
    expect(text).toContain('I will not guess your numbers');
    expect(numbersIn(text)).toEqual([]);
  });

  it('recognises calls without tools by the prompt', () => {
    expect(simulatedGameCoach(callOf([user('Hi')], { tools: [], system: 'You are Vesper.' }), 1)).toBeUndefined();
    const other = { name: 'record_intake', description: '', inputSchema: {} };
    expect(simulatedGameCoach(callOf([user('Hi')], { tools: [other] }), 1)).toBeUndefined();
    expect(simulatedGameCoach(callOf([user('Hi')], { tools: [], system: 'A rocket league COACH.' }), 1)).toBeDefined();
  });
});

describe('the steps of the simulated game coach', () => {
  it('says that it is a simulation in the first answer of a conversation only', () => {
    const first = play('my last game');
    expect(first.answer).toContain('I am a simulation');
    expect(first.preamble).not.toContain('simulation');
    expect(play('hello').answer).toContain('I am a simulation');
    expect(play('my last game', { before: [user('hello'), coach('Hello!')] }).answer).not.toContain('simulation');
    const system = `${SYSTEM}\n<earlier_conversation>Spoke of kickoffs.</earlier_conversation>`;
    expect(play('my last game', { system }).answer).not.toContain('simulation');
  });

  it('begins every step with a thought while thinking is on, and none while it is off', () => {
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

  it('answers from tool results when the message asks for nothing', () => {
    const { messages } = play('my last game', { before: BEFORE });
    const asked = messages.map((message, index) => (index === 2 ? user('Hm.') : message));
    expect(textOf(simulatedGameCoach(callOf(asked), 1) ?? [])).toContain('412 score');
  });

  it('announces the first tool call of a turn', () => {
    const steps = simulatedGameCoach(callOf([user('my last game')]), 1) ?? [];
    expect(steps[0]).toEqual({ text: 'Let me look at your recent games.' });
    expect(toolsOf(steps)).toEqual([{ name: 'get_recent_games', input: { limit: 1 } }]);
  });
});
