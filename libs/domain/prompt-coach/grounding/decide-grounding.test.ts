import { describe, expect, it } from 'vitest';
import type { Tier } from '#contract/tiers';
import { decideGrounding, type GroundingInput } from './decide-grounding.ts';
import cases from './grounding-cases.json' with { type: 'json' };
import { type GroundingState, NO_GROUNDING, nextGrounding } from './state.ts';

const HOUR = 60 * 60_000;

const decide = (message: string, more: Partial<GroundingInput> = {}) =>
  decideGrounding({
    message,
    gameName: undefined,
    state: NO_GROUNDING,
    tier: 'studio',
    searchesUsed: 0,
    hasProvider: true,
    year: 2026,
    ...more,
  });

const FACTS = { query: 'fortnite new 2026', results: [], foundAt: '2026-11-29T10:00:00Z' };
const knowing = (...namedGames: string[]): GroundingState => ({ namedGames });

describe('the decision to search the web', () => {
  interface Case {
    readonly say: string;
    readonly right: string;
    readonly query?: readonly string[];
  }

  it.each(cases.groups.map(({ session, turns, ...group }) => ({ session, turns, tier: 'studio', ...group })))(
    'is right in each turn of the session about $session of the tier $tier',
    ({ session, turns, tier }) => {
      let state = NO_GROUNDING;
      let searchesUsed = 0;
      for (const { say, right, query = [] } of turns as readonly Case[]) {
        const more = { gameName: session ?? undefined, tier: tier as Tier, state, searchesUsed };
        const decision = decide(say, more);
        expect([say, decision.do]).toEqual([say, right === 'rule' ? 'search' : right]);
        if (decision.do === 'search') {
          for (const word of query) expect(decision.query).toContain(word);
          searchesUsed += 1;
        }
        state = nextGrounding(state, say);
      }
    },
  );

  it.each([
    ['it should prevent glare', 'Fortnite'],
    ['with renewed energy, seasoned wood', 'Fortnite'],
    ['the newest hat, newly eventful, updated', 'Fortnite'],
    ['currently a chaptered episodic look', 'Fortnite'],
    ['seasons, events, updates, chapters', 'Fortnite'],
  ])('takes no part of a word for a time word: %s', (message, gameName) => {
    expect(decide(message, { gameName })).toEqual({ do: 'no', why: 'nothing to find' });
  });

  it.each(['current', 'latest', 'new', 'season', 'chapter', 'episode', 'update', 'event'])(
    'searches by the time word %s, in any case and between any marks',
    (word) => {
      for (const written of [word, word.toUpperCase(), `"${word}"?`, `the ${word}'s`, `${word}-like`])
        expect(decide(`show (${written}) please`, { gameName: 'Roblox' })).toMatchObject({
          query: `roblox ${word} 2026`,
        });
    },
  );

  it.each([
    ['fortnite', 'Fortnite', HOUR],
    ['apex legends', 'APEX Legends', HOUR],
    ['call of duty', 'Call of Duty: Black Ops', HOUR],
    ['warzone', 'warzone2', HOUR],
    ['minecraft', 'Minecraft!', 24 * HOUR],
    ['valorant', 'VALORANT', 2 * HOUR],
    ['league of legends', 'league-of-legends', 2 * HOUR],
    ['overwatch', 'Overwatch 2', 2 * HOUR],
    ['destiny', 'Destiny2', 2 * HOUR],
    ['genshin impact', 'Genshin\nImpact', 2 * HOUR],
    ['roblox', 'roblox', 2 * HOUR],
    ['pokemon', 'Pokémon', 2 * HOUR],
    ['fifa', 'FIFA23', 2 * HOUR],
    ['madden', 'Madden 26', 2 * HOUR],
    ['nba 2k', 'NBA 2K26', 2 * HOUR],
    ['nba 2k', 'nba2k25', 2 * HOUR],
  ])('searches for the listed game %s, written as %s', (game, written, lifeMs) => {
    const found = { do: 'search', query: `${game} new 2026`, cacheKey: `${game}#new#2026`, lifeMs };
    expect(decide(`the new ${written} look`)).toEqual(found);
    expect(decide('the new look', { gameName: written })).toEqual(found);
  });

  it.each([
    'fortnites',
    'unfifa',
    'maddening',
    'fifa23a',
    'apex',
    'legends of apex',
    'call duty of',
    '2k nba',
    'pokemons',
  ])('takes %s for no listed game', (name) => {
    expect(decide(`the new ${name}`)).toEqual({ do: 'no', why: 'nothing to find' });
    expect(decide('the new look', { gameName: name })).toMatchObject({ do: 'ask' });
  });

  it('makes the query of table words and the year alone, in a fixed order', () => {
    const message = 'SEASON of the Fortnite of my friend Anna: the current, the new, the current one <script>';
    const decision = decide(message, { year: 2031 });
    expect(decision).toMatchObject({
      query: 'fortnite current new season 2031',
      cacheKey: 'fortnite#current new season#2031',
    });
  });

  it('prefers the game that the message names first to others and to the session’s', () => {
    expect(decide('new Roblox and Minecraft', { gameName: 'Fortnite' })).toMatchObject({ query: 'roblox new 2026' });
  });

  it.each([
    ['make it more like the new season', 'skip list'],
    ['Make them a little less new', 'skip list'],
    ['please change the season', 'skip list'],
    ['and now adjust the new hat', 'skip list'],
    ['yes, add the latest skin', 'skip list'],
    ['remove the event', 'skip list'],
    ['Use my brand colours for the new season', 'skip list'],
    ['I like the current season', 'skip list'],
    ['I really like the new one', 'skip list'],
    ['yes, the new one looks great, thanks', 'skip list'],
    ['the latest version is perfect', 'skip list'],
  ])('skips a change of the draft or a confirmation: %s', (message, why) => {
    expect(decide(message, { gameName: 'Fortnite' })).toEqual({ do: 'no', why });
  });

  it.each([
    'make an emote of the new season',
    'I’d like the current season',
    'an address from the new season',
    'changes of the new season',
    'yes, the new season',
    'what do you like of the new season? I like it all',
    'with the addition of the new season',
  ])('does not skip a message that only resembles the skip list: %s', (message) => {
    expect(decide(message, { gameName: 'Fortnite' })).toMatchObject({ do: 'search' });
  });

  it.each([
    ['no provider', { hasProvider: false }],
    ['tier', { tier: 'pro' }],
    ['tier', { tier: 'free' }],
    ['used up', { searchesUsed: 3 }],
  ] as const)('never searches nor asks when the reason against it is: %s', (why, more) => {
    for (const message of ['the new Fortnite season', 'a Minecraft cave'])
      expect(decide(message, more)).toEqual({ do: 'no', why });
  });

  it('searches with the last of three searches', () => {
    expect(decide('the new Fortnite season', { searchesUsed: 2 })).toMatchObject({ do: 'search' });
  });

  it('asks the model about a game that is not listed only when a time word is there', () => {
    const gameName = 'Hollow Knight';
    expect(decide('the new area', { gameName })).toEqual({ do: 'ask', query: 'Hollow Knight new 2026' });
    expect(decide('a knight', { gameName })).toMatchObject({ do: 'no' });
    expect(decide('the new area')).toMatchObject({ do: 'no' });
    expect(decide('the new area', { gameName: ' ' })).toMatchObject({ do: 'no' });
  });

  it('asks the model about the first message that names a listed game, in a session without facts', () => {
    expect(decide('a Minecraft cave')).toEqual({ do: 'ask', query: 'minecraft 2026' });
    expect(decide('a Minecraft cave', { state: knowing('roblox') })).toMatchObject({ do: 'ask' });
    expect(decide('a Minecraft cave', { state: knowing('minecraft') })).toMatchObject({ do: 'no' });
    expect(decide('a Minecraft cave', { state: { namedGames: [], facts: FACTS } })).toMatchObject({ do: 'no' });
  });
});

describe('the state of a session’s searches', () => {
  it('remembers each listed game once, and the newest facts', () => {
    const first = nextGrounding(NO_GROUNDING, 'add a Minecraft sky to my Roblox house', FACTS);
    expect(first).toEqual({ namedGames: ['minecraft', 'roblox'], facts: FACTS });
    expect(nextGrounding(first, 'more Minecraft, and Pokémon')).toEqual({
      namedGames: ['minecraft', 'roblox', 'pokemon'],
      facts: FACTS,
    });
    const newer = { ...FACTS, query: 'roblox new 2026' };
    expect(nextGrounding(first, 'hello', newer).facts).toEqual(newer);
  });
});
