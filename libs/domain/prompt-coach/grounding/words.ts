/** A listed game, and how long what is found about it is kept for everybody. */
interface ListedGame {
  readonly name: string;
  readonly lifeMs: number;
}

const HOUR_MS = 60 * 60_000;

const listed = (lifeMs: number, ...names: readonly string[]): readonly ListedGame[] =>
  names.map((name) => ({ name, lifeMs }));

/** The games whose news are searched by rule. */
const GAMES: readonly ListedGame[] = [
  ...listed(HOUR_MS, 'fortnite', 'apex legends', 'call of duty', 'warzone'),
  ...listed(24 * HOUR_MS, 'minecraft'),
  ...listed(2 * HOUR_MS, 'valorant', 'league of legends', 'overwatch', 'destiny', 'genshin impact'),
  ...listed(2 * HOUR_MS, 'roblox', 'pokemon', 'fifa', 'madden', 'nba 2k'),
];

/** In the order in which a query has them. */
const TIME_WORDS: readonly string[] = ['current', 'latest', 'new', 'season', 'chapter', 'episode', 'update', 'event'];

/** Whole words in lower case, without accents: `Pokémon’s` is `pokemon` and `s`. */
export const tokensOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The time words of a message, each once. */
export const timeWordsIn = (tokens: readonly string[]): readonly string[] =>
  TIME_WORDS.filter((word) => tokens.includes(word));

/** The listed games that a text names, each once, in the order of the text. */
export function gamesIn(tokens: readonly string[]): readonly ListedGame[] {
  const found = tokens.flatMap((_, start) => GAMES.filter(({ name }) => isNamedAt(name, tokens, start)));
  return [...new Set(found)];
}

/** Whether a game's words stand at this place, in several words or in one (`NBA2K`). Digits may follow: `NBA 2K26`. */
function isNamedAt(name: string, tokens: readonly string[], start: number): boolean {
  const words = name.split(' ');
  const spelled = tokens.slice(start, start + words.length).join(' ');
  return isSpelled(name, spelled) || isSpelled(words.join(''), tokens[start] ?? '');
}

const isSpelled = (name: string, text: string): boolean =>
  text.startsWith(name) && /^\d*$/.test(text.slice(name.length));
