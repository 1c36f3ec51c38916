import { withDigits } from '../creator/numbers.ts';
import { regex } from '../creator/pattern.ts';

/** What a question names: modes, a period, how many games, which ones. */

export type Mode = 'duel' | 'doubles' | 'standard';

const MODES: readonly (readonly [Mode, RegExp])[] = [
  ['duel', /\b(?:duels?|1 ?v(?:s\.? ?)? ?1s?|1s|ones)\b/i],
  ['doubles', /\b(?:doubles|2 ?v(?:s\.? ?)? ?2s?|2s|twos)\b/i],
  ['standard', /\b(?:standard|3 ?v(?:s\.? ?)? ?3s?|3s|threes|trios)\b/i],
];

export const modesIn = (text: string): readonly Mode[] =>
  MODES.flatMap(([mode, words]) => (words.test(text) ? [mode] : []));

const MAX_DAYS = 365;
const MAX_GAMES = 50;
const MANY_GAMES = 10;

const UNIT_DAYS: Readonly<Record<string, number>> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  year: 365,
};
const COUNTED_PERIOD = /\b(\d{1,5})[\s-]*(hour|day|week|month|year)s?\b/;
const PERIOD = /\b(?:this|last|past|previous|the|a|per|over the)\s+(?:whole )?(week|fortnight|month|year)\b/;
const PERIODS: readonly (readonly [RegExp, number])[] = [
  [/\btoday\b|\btonight\b/, 1],
  [/\byesterday\b/, 2],
  [/\bweekly\b|\bdays\b/, 7],
  [/\bmonthly\b/, 30],
  [/\bquarter\b/, 90],
  [/\ball[- ]time\b|\blifetime\b|\bever\b|\bso far\b/, MAX_DAYS],
];

const within = (value: number, max: number): number => Math.min(Math.max(Math.round(value), 1), max);

/** The period that a question asks about, in whole days. */
export function daysIn(text: string): number | undefined {
  const words = withDigits(text);
  const [, count, unit = ''] = COUNTED_PERIOD.exec(words) ?? [];
  if (count) return within(Number(count) * (UNIT_DAYS[unit] ?? 1), MAX_DAYS);
  const period = PERIOD.exec(words)?.[1];
  if (period) return UNIT_DAYS[period];
  return PERIODS.find(([pattern]) => pattern.test(words))?.[1];
}

const NO_PERIOD = '(?!(?:games?|match(?:es)?|days?|weeks?|months?|years?|hours?|minutes?|seasons?)\\b)';
const LAST = '(?:last|latest|newest|most recent|recent|previous|past)';
const RECENT = new RegExp(
  `\\b${LAST}\\s+(?:(\\d{1,4})\\s+)?(?:${NO_PERIOD}[\\w'-]+\\s+){0,3}(games?|match(?:es)?|replays?|sessions?)\\b`,
);
const COUNT_FIRST = new RegExp(
  `\\b(\\d{1,4})\\s+(?:${LAST}|of my)\\s+(?:${NO_PERIOD}[\\w'-]+\\s+){0,3}(?:games|matches)\\b`,
);
const LAST_FEW = /\b(?:my|the) (?:last|latest|recent) (\d{1,4})\b(?![\s-]*(?:hour|day|week|month|year|minute|v))/;
const HISTORY = regex('')`
    \b(?:match|game) history\b|\b(?:show|list|see|view|pull up|get|fetch|what (?:are|were))\b[^.?!]{0,30}\bmy (?:[\w-]+ )?
    (?:games|matches)\b|\b(?:games|matches) (?:that )?(?:i|i've|i have) (?:have )?played\b|\bhave i been playing\b`;
const HOW_MANY = /\bhow (?:many|often|much)\b/;

/** How many of the newest games a question is about; nothing when it is not about single games. */
export function recentGamesIn(text: string): number | undefined {
  const words = withDigits(text);
  const first = COUNT_FIRST.exec(words)?.[1];
  if (first) return within(Number(first), MAX_GAMES);
  const recent = RECENT.exec(words);
  if (recent) {
    const [, count, noun = ''] = recent;
    if (count) return within(Number(count), MAX_GAMES);
    return /s$|session/.test(noun) ? MANY_GAMES : 1;
  }
  const few = LAST_FEW.exec(words)?.[1];
  if (few) return within(Number(few), MAX_GAMES);
  return HISTORY.test(words) && !HOW_MANY.test(words) ? MANY_GAMES : undefined;
}

const PLAYLIST_NAMED =
  /\bplaylist\s*:?\s*["'“]([^"'”]{1,50})["'”]|\bplaylist\s+([\w-]{2,50})|["'“]([^"'”]{1,50})["'”]\s+playlist|\b([\w-]{1,50})\s+playlist\b/i;
const PLAYLIST_KNOWN = regex('i')`
    \b(?:(?:ranked|casual|competitive|unranked|private|tournament)[- ](?:duels?|doubles|standard|[1-4]v[1-4]|hoops|rumble|
    dropshot|snow ?day)|hoops|rumble|dropshot|snow ?day|heatseeker)\b`;
const NO_PLAYLIST = /^(?:the|this|that|a|any|each|every|which|what|same|is|was|of|for|in|by|my)$/i;

/** A playlist in the person's own words: names are compared whole. */
export function playlistIn(text: string): string | undefined {
  const named = PLAYLIST_NAMED.exec(text)?.slice(1).find(Boolean);
  if (named && !NO_PLAYLIST.test(named)) return named;
  return PLAYLIST_KNOWN.exec(text)?.[0];
}

const ID = '\\w[\\w-]{0,63}';
const LISTED_IDS = new RegExp(
  `\\b(?:games?|match(?:es)?|replays?|ids?)(?:\\s+ids?)?(?:\\s*[:#]\\s*|\\s+)((?:["'\`]?${ID}["'\`]?(?:\\s*(?:,|and|&|vs\\.?|or|with|to)\\s*)?)+)`,
  'gi',
);
const CERTAIN_ID = new RegExp(`\\b(?:game ?)?id\\s*[:#=]?\\s*["'\`]?(${ID})|\\bgame\\s+["'\`](${ID})["'\`]`, 'gi');
const BARE_ID = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])\w+(?:-\w+)+(?![\w-])/gi;
const NO_ID = regex('i')`
    ^(?:\d+-(?:\w+)|top-\d+|\d+v\d+(?:-\w+)?|[1-3]s|(?:ranked|casual|competitive|unranked|private|tournament)-\w+|
    is|was|are|were|of|for)$`;

const isLikeId = (word: string): boolean => /\d/.test(word) && /[a-z_-]|\d{4}/i.test(word) && !NO_ID.test(word);
/** `game-1` is an id, `gold-1` is a rank. */
const isGameWord = (word: string): boolean => /^(?:game|match|replay|g|m|id)[-_]\w+$/i.test(word);

/** Games that a question names by their ids, in order. */
export function gameIdsIn(text: string): readonly string[] {
  const certain = [...text.matchAll(CERTAIN_ID)].flatMap(([, id, quoted]) => id ?? quoted ?? []);
  const listed = [...text.matchAll(LISTED_IDS)].flatMap(([, ids = '']) => ids.match(/[\w-]+/g) ?? []);
  const bare = text.match(BARE_ID) ?? [];
  const likely = [...listed, ...bare].filter((word) => isGameWord(word) || isLikeId(word));
  const known = certain.filter((id) => !NO_ID.test(id) || isGameWord(id));
  return [...new Set([...known, ...likely])];
}
