import { asksForNumbers, asksForRecent, asksHowTo, isComparing, isImproving, isPersonal } from '../base/asks.ts';
import type { ToolWish } from '../base/hints.ts';
import { idsIn } from '../base/ids.ts';
import { periodIn } from '../base/periods.ts';
import { objectsIn, stateNamed } from '../base/prompt-state.ts';
import { optionsIn } from '../base/read-option.ts';
import type { Source } from '../base/source.ts';
import type { Turn } from '../base/turn.ts';
import { wantedNote } from '../base/wanted-note.ts';
import { ranksIn, withoutRanks } from './ranks.ts';
import { namesNumber } from './tips.ts';

const MODES = ['duel', 'doubles', 'standard'];
export const MODE_WORDS = {
  duel: /\b(?:duels?|1 ?v(?:s\.? ?)? ?1s?|1s|ones)\b/i,
  doubles: /\b(?:doubles|2 ?v(?:s\.? ?)? ?2s?|2s|twos)\b/i,
  standard: /\b(?:standard|3 ?v(?:s\.? ?)? ?3s?|3s|threes|trios)\b/i,
};
const GAME = 'game|match|replay|session';
const FOR_RANK = 5;
/** How many games to read before filtering them by mode, which the tool cannot do. */
const TO_SIFT = 50;
const OWN_RANK = /\b(?:my|own|our) (?:current )?(?:rank|level|peers|lobb(?:y|ies))\b|\bothers at\b/i;
const WHICH_RANK = /\bwh(?:at|ich)(?:'s| is)? (?:is )?(?:my )?rank\b/i;
const REMEMBERED = /\b(?:do|did) you (?:still )?(?:remember|know)\b|\b(?:my|the|any) (?:coaching )?notes\b/i;
const PLAYLIST =
  /\bplaylist\s*:?\s*["'“]([^"'”]{1,50})["'”]|\b((?:ranked|casual|competitive|tournament)[- ](?:duels?|doubles|standard|[1-4]v[1-4])|hoops|rumble|dropshot|snow ?day|heatseeker)\b/i;

/** The rank in the profile, else the rank of the newest game that was read. */
export function ownRank({ state, runs }: Turn): string | undefined {
  const games = runs.flatMap(({ value }) => objectsIn(value)).filter((game) => 'gameId' in game);
  const rank = stateNamed(state, 'rank') ?? games.find((game) => typeof game['rank'] === 'string')?.['rank'];
  return rank === undefined ? undefined : (ranksIn(String(rank))[0]?.rank ?? String(rank));
}

function gamesWished(text: string, modes: readonly unknown[]): readonly ToolWish[] {
  const name = 'get_recent_games';
  const playlist = PLAYLIST.exec(text)?.slice(1).find(Boolean);
  if (playlist) return [{ name, input: { playlist } }];
  if (asksForRecent(text, GAME)) return [{ name, input: modes.length > 0 ? { limit: TO_SIFT } : {} }];
  return WHICH_RANK.test(text) ? [{ name, input: { limit: FOR_RANK } }] : [];
}

/** The tools that one request asks for. */
export function wishesOf(request: Source, turn: Turn): readonly ToolWish[] {
  const note = wantedNote(request.text, turn.lastAnswer);
  if (note !== undefined) return [{ name: 'save_coaching_note', input: { content: note } }];
  if (REMEMBERED.test(request.text)) return [];
  const text = withoutRanks(request.text);
  const modes = optionsIn(MODES, text, MODE_WORDS);
  const isOwnRank = OWN_RANK.test(text);
  const isCompared = isComparing(text) || isOwnRank;
  const mode = modes.length === 1 ? { mode: modes[0] } : {};
  const ranks = ranksIn(request.text).map(({ rank }) => ({ name: 'get_rank_benchmarks', input: { rank, ...mode } }));
  const games = [
    ...idsIn(text).map((gameId) => ({ name: 'get_game_details', input: { gameId } })),
    ...gamesWished(text, modes),
  ];
  if (games.length > 0) return [...games, ...ranks];

  const days = periodIn(text) ?? 30;
  const stats = (modes.length > 0 ? modes : ['all']).map((of) => ({
    name: 'get_stats_by_mode',
    input: { mode: of, days },
  }));
  if (ranks.length > 0) return [...(isPersonal(text) || isCompared ? stats : []), ...ranks];
  const isAgainstRank = (isPersonal(text) || isOwnRank) && modes.length < 2 && (isCompared || isImproving(text));
  if (isAgainstRank) return [...stats, ...rankWished(turn)];
  return isAboutStats(text, modes.length) || (modes.length > 1 && isCompared) ? stats : [];
}

/** Reads games for the rank, when neither the profile nor the message has one. */
const rankWished = ({ state, message }: Turn): readonly ToolWish[] =>
  stateNamed(state, 'rank') === undefined && ranksIn(message).length === 0 && !asksForRecent(message, GAME)
    ? [{ name: 'get_recent_games', input: { limit: FOR_RANK } }]
    : [];

function isAboutStats(text: string, modes: number): boolean {
  const days = periodIn(text);
  if (/^\W*(?:and|what about|how about|same|now|ok)\b/i.test(text) && modes > 0) return true;
  if (asksHowTo(text) && days === undefined && modes === 0) return false;
  const isTheirs =
    isPersonal(text) || modes > 0 || days !== undefined || /^\W*(?:show|give|get|list|stats?|win ?rate)\b/i.test(text);
  return isTheirs && (asksForNumbers(text) || namesNumber(text) || (isPersonal(text) && days !== undefined));
}

/** Reads the benchmarks of the player's own rank after their numbers, when they asked for a comparison. */
export function benchmarksOfOwnRank(turn: Turn): readonly ToolWish[] {
  const { message, runs } = turn;
  const rank = ownRank(turn);
  const isAsked = OWN_RANK.test(message) || (isPersonal(message) && (isComparing(message) || isImproving(message)));
  const isOpen =
    runs.length > 0 && !runs.some(({ name }) => name === 'get_rank_benchmarks' || name === 'save_coaching_note');
  if (!isAsked || !isOpen || rank === undefined || WHICH_RANK.test(message)) return [];
  const modes = optionsIn(MODES, message, MODE_WORDS);
  return [{ name: 'get_rank_benchmarks', input: { rank, ...(modes.length === 1 && { mode: modes[0] }) } }];
}
