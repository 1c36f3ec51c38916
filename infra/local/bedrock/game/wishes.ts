import { regex } from '../creator/pattern.ts';
import { daysIn, gameIdsIn, type Mode, modesIn, playlistIn, recentGamesIn } from './mentions.ts';
import { hearNotes, type NoteWish } from './note-wish.ts';
import { ranksIn, withoutRanks } from './ranks.ts';
import type { Situation } from './situation.ts';
import { type Stat, statsIn } from './stats.ts';

/** One thing that a person wants to know or to be kept. */
export type Wish =
  | { readonly kind: 'recent'; readonly limit: number; readonly playlist?: string; readonly mode?: Mode }
  | { readonly kind: 'stats'; readonly mode: Mode | 'all'; readonly days: number }
  | { readonly kind: 'game'; readonly gameId: string }
  /** Without `rank`, the person's own. */
  | { readonly kind: 'benchmarks'; readonly rank?: string; readonly mode?: Mode }
  | ({ readonly kind: 'note' } & NoteWish);

export interface Heard {
  readonly wishes: readonly Wish[];
  /** What they asked for in particular. */
  readonly focus: readonly Stat[];
}

const DAYS = 30;
const GAMES = 10;
const GAMES_FOR_RANK = 5;

const PERSON = /\b(?:i|i'm|i've|im|me|my|mine|we|our)\b/i;
/** The `me` of a request is nobody whose numbers are asked for. */
const ASKING = /\b(?:tell|show|give|let|get|help|can|could|may) (?:me|i)\b/gi;
const COMPARE = regex('i')`
    \bcompar\w*|\bversus\b|(?<!\d ?)\bvs\b|\bagainst\b|\b(?:measure|stack|hold) up\b|\brelative to\b|\b(?:better|worse|higher|lower) than\b|
    \bahead of\b|\bbehind\b|\bon par\b|\bhow far\b|\bbelong in\b|\bright rank\b`;
const OWN_RANK = regex('i')`
    \b(?:my|own|our) (?:current )?(?:rank|level|peers|lobb(?:y|ies))\b|\b(?:players|people|others) (?:at|of|in|around) my\b|
    \bothers at\b`;
const IMPROVE = regex('i')`
    \bimprove\b|\bget(?:ting)? (?:any )?better\b|\bwork on\b|\bfocus on\b|\bpracti[cs]e (?:next|first|most)\b|\bweakness(?:es)?\b|
    \bstrengths?\b|\brank(?:ing)? up\b|\bclimb\w*|\bstuck\b|\bplateau\w*|\bholding me back\b|\bwrong with my\b|\bpriorit\w+`;
const STATS = regex('i')`
    \bstats?\b|\bstatistics?\b|\baverag\w+|\bnumbers\b|\bwin[ -]?(?:rate|ratio|percentage|loss)\b|\bperform\w*|\btrend\w*|\bprogress\w*|
    \bhow (?:am|was|were) i (?:doing|playing|performing)\b|\bhow (?:do|did|have) i (?:do|been|play|look|perform)\w*|\bhow many\b|
    \bwins?\b|\bloss(?:es)?\b|\bimproving\b|\bam i (?:any )?(?:good|better|worse|doing)\b|\bmy (?:play|gameplay|form)\b`;
const HOW_TO = regex('i')`
    ^\W*(?:so |and |ok,? )?(?:how (?:do|can|should|would|could|to)(?: i| you| we| someone)? (?!(?:compare|rank|stack|measure|do|did|play|
    perform|look|stand|fare|improve|get better|climb)\b)|what(?:'s| is| are)? (?:a|an|the)\b(?! (?:benchmark|average|stats)))`;
const ASKED = /^\W*(?:please |can you |could you )*(?:show|give|get|list|pull|check|tell|stats?|win ?rate)\b/i;
const WHICH_RANK = /\bwh(?:at|ich)(?:'s| is)? (?:is )?(?:my )?rank\b/i;
const REMEMBERED = /\b(?:do|did) you (?:still )?(?:remember|know)\b|\b(?:my|the|any) (?:coaching )?notes\b/i;
/** Where one request ends and the next begins. */
const BETWEEN = regex('i')`
    [?!;\n]+\s*|(?<!\bvs)\.\s+|,?\s+(?:and|then|plus|also)\s+(?=(?:(?:also|then|please|tell me|me)\s+)*(?:my|what|how|show|compare|check|look|get|
    list|pull|give|last|which|did|benchmarks?|the (?:benchmarks?|last|stats|latest))\b)`;

function statsWishes({ modes, days = DAYS }: Clause): readonly Wish[] {
  const named: readonly (Mode | 'all')[] = modes.length > 0 ? modes : ['all'];
  return named.map((mode) => ({ kind: 'stats', mode, days }));
}

/** Against ranks that are named, or against the person's own. */
function benchmarkWishes(ranks: readonly string[], isOwn: boolean, [mode]: readonly Mode[]): readonly Wish[] {
  const more = mode ? { mode } : {};
  const named: readonly Wish[] = ranks.map((rank) => ({ kind: 'benchmarks', rank, ...more }));
  return isOwn && named.length === 0 ? [{ kind: 'benchmarks', ...more }] : named;
}

/** What the words of one request say. */
interface Clause {
  readonly text: string;
  readonly ranks: readonly string[];
  readonly modes: readonly Mode[];
  readonly days: number | undefined;
  /** It is about the person. */
  readonly isPersonal: boolean;
  /** Against the rank that the person has. */
  readonly isOwnRank: boolean;
}

function readClause(clause: string): Clause {
  const text = withoutRanks(clause);
  const ranks = ranksIn(clause).map(({ rank }) => rank);
  const isPersonal = PERSON.test(text.replace(ASKING, '')) || OWN_RANK.test(text);
  const modes = modesIn(text);
  const isCompared = isPersonal && modes.length < 2 && (COMPARE.test(text) || IMPROVE.test(text));
  const isOwnRank = OWN_RANK.test(text) || (ranks.length === 0 && (isCompared || /\bbenchmarks?\b/i.test(text)));
  return { text, ranks, modes, days: daysIn(text), isPersonal, isOwnRank };
}

/** Games that are named, or the newest ones. */
function gameWishes({ text, modes }: Clause): readonly Wish[] {
  const [mode] = modes;
  const ids = gameIdsIn(text);
  if (ids.length > 0) return ids.map((gameId) => ({ kind: 'game', gameId }));
  const playlist = playlistIn(text);
  const isElsewhere = playlist !== undefined && (modes.length === 0 || /\bplaylist\b/i.test(text));
  const limit = recentGamesIn(text) ?? (isElsewhere ? GAMES : WHICH_RANK.test(text) ? GAMES_FOR_RANK : undefined);
  if (limit === undefined) return [];
  // A playlist tells the mode already.
  return [{ kind: 'recent', limit, ...(playlist ? { playlist } : mode && { mode }) }];
}

function isAboutStats({ text, modes, days, isPersonal }: Clause): boolean {
  if (/^\W*(?:and|what about|how about|same|now|ok)\b/i.test(text) && modes.length > 0) return true;
  if (HOW_TO.test(text) && days === undefined && modes.length === 0) return false;
  const isAsked = isPersonal || modes.length > 0 || days !== undefined || ASKED.test(text);
  return isAsked && (STATS.test(text) || statsIn(text).length > 0 || (isPersonal && days !== undefined));
}

function wishesOf(words: string): readonly Wish[] {
  if (REMEMBERED.test(words)) return [];
  const clause = readClause(words);
  const { ranks, modes, isOwnRank, isPersonal, text } = clause;
  const benchmarks = benchmarkWishes(ranks, isOwnRank, modes);
  const games = gameWishes(clause);
  if (games.length > 0) {
    return [...games, ...(ranks.length > 0 || OWN_RANK.test(text) ? benchmarks : [])];
  }
  const isForTheirNumbers = isPersonal || COMPARE.test(text);
  if (benchmarks.length > 0) return [...(isForTheirNumbers ? statsWishes(clause) : []), ...benchmarks];
  const isBetweenModes = modes.length > 1 && COMPARE.test(text);
  return isAboutStats(clause) || isBetweenModes ? statsWishes(clause) : [];
}

/** The same wish once; against the rank that was named, when one was. */
function unique(wishes: readonly Wish[]): readonly Wish[] {
  const isRankNamed = wishes.some((wish) => wish.kind === 'benchmarks' && wish.rank !== undefined);
  const kept = wishes.filter((wish) => wish.kind !== 'benchmarks' || wish.rank !== undefined || !isRankNamed);
  return [...new Map(kept.map((wish) => [JSON.stringify(wish), wish])).values()];
}

/** What is asked for, in the order in which it was said; notes last. */
export function hearWishes({ question, lastAnswer }: Pick<Situation, 'question' | 'lastAnswer'>): Heard {
  const { notes, rest } = hearNotes(question.replace(/[‘’]/g, "'"), lastAnswer);
  const wishes = rest.split(BETWEEN).flatMap((clause) => (clause?.trim() ? wishesOf(clause) : []));
  return {
    wishes: [...unique(wishes), ...notes.map((note): Wish => ({ kind: 'note', ...note }))],
    focus: statsIn(withoutRanks(rest)),
  };
}
