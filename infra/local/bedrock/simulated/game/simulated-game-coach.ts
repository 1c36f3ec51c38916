import { createBaseModel } from '../base/base-model.ts';
import { compare } from '../base/compare.ts';
import { counted, describeRun, lineOf, numbersOf } from '../base/describe.ts';
import type { CoachHints } from '../base/hints.ts';
import { listed } from '../base/phrasing.ts';
import { objectsIn } from '../base/prompt-state.ts';
import { howMany } from '../base/read-number.ts';
import { isLoose, type Loose } from '../base/schema.ts';
import type { ToolRun } from '../base/tool-runs.ts';
import type { Turn } from '../base/turn.ts';
import { spaced } from '../base/words.ts';
import { GUARDS, HOW_TO_IMPORT, NOTICE, REPLIES } from './talk.ts';
import { tipFor } from './tips.ts';
import { benchmarksOfOwnRank, MODE_WORDS, ownRank, wishesOf } from './wishes.ts';

const MANY_GAMES = 10;
const NO_GAMES = `I see no games of yours here: none are imported yet, or none fit. ${HOW_TO_IMPORT}`;

/** Describes the newest games, filtered by the mode in the question. Games that were read only for the rank are not described. */
function tellRecent(run: ToolRun, { message, runs }: Turn): string | undefined {
  if (!run.ok) return undefined;
  const isForRank = runs.some(({ name }) => name === 'get_stats_by_mode') && !/\bgames?\b|\bmatch/i.test(message);
  const [mode] = Object.entries(MODE_WORDS).find(([, words]) => words.test(message)) ?? [];
  const games = objectsIn(run.value).filter((game) => 'gameId' in game && (!mode || game['mode'] === mode));
  if (games.length === 0) return NO_GAMES;
  return isForRank ? '' : `I looked at your newest games. ${describeRun({ ...run, value: { games } })}`;
}

function tellStats({ value, ok }: ToolRun): string | undefined {
  const { mode, days, games, averages, trends } = (isLoose(value) ? value : {}) as Loose;
  if (!ok || typeof games !== 'number') return undefined;
  if (games === 0) return NO_GAMES;
  const changes = isLoose(trends) ? numbersOf(trends).map(([name, by]) => `${counted(name, by)}`) : [];
  return [
    `You played ${games} ${mode === 'all' ? '' : `${String(mode)} `}games in the last ${String(days)} days.`,
    `On average: ${isLoose(averages) ? lineOf(averages) : 'nothing is known'}.`,
    changes.length > 0 && `The trend: ${listed(changes.slice(0, 3))}.`,
    games < MANY_GAMES && 'With so few games this is a first impression.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Describes benchmarks, compared with the player's averages or with a game, when one of them was read. */
function tellBenchmarks({ value, ok }: ToolRun, { runs }: Turn): string | undefined {
  const { benchmark, note } = (isLoose(value) ? value : {}) as Loose;
  if (!ok || !isLoose(benchmark)) return undefined;
  const mine = runs
    .filter((run) => run.ok && run.name !== 'get_rank_benchmarks')
    .flatMap((run) => objectsIn(run.value));
  const own = mine.map((one) => one['averages']).find(isLoose) ?? mine.find((one) => 'goals' in one);
  const comparison = own && compare(own, benchmark);
  const text = comparison
    ? `Your numbers against the benchmarks of ${String(benchmark['rank'])}: ${comparison.text}.`
    : `Players at ${lineOf(benchmark).replace(/^rank /, '')} on average. These are community figures.`;
  const tip = comparison?.weakest && tipFor(spaced(comparison.weakest));
  return [text + (typeof note === 'string' ? ` ${note}` : ''), tip].filter(Boolean).join('\n\n');
}

function tellNote({ ok, input }: ToolRun): string | undefined {
  const { content, category } = (input ?? {}) as Loose;
  return ok ? `I have saved this as a note (${String(category)}): "${String(content)}".` : undefined;
}

const CLOSINGS = [
  'Shall I compare that with your rank?',
  'Is there a game that you want to look at more closely?',
] as const;

const HINTS: CoachHints = {
  isFor({ call: { tools, system } }) {
    if (tools.length > 0) return tools.some(({ name }) => name === 'get_recent_games' || name === 'save_coaching_note');
    return /rocket league/i.test(system) && /\bcoach/i.test(system);
  },
  notice: NOTICE,
  synonyms: {
    ...MODE_WORDS,
    goal: /\b(?:wants? to|aim|hope|plan|target|reach|become|by next|practis\w*|train)\b/i,
    weakness:
      /\b(?:weak|struggl\w*|bad(?:ly)?|can't|overcommit|too (?:much|often|slow|late)|miss\w*|los(?:e|es|ing)|slow|poor|worse|panic|whiff|never|tilt)\b/i,
    strength: /\b(?:strong|good|great|solid|consistent|improved|best|well|fast)\b/i,
  },
  values: { limit: (source) => howMany(source, ['games', 'matches', 'match', 'replays']) ?? MANY_GAMES },
  guards: GUARDS,
  wishes: wishesOf,
  followUps: benchmarksOfOwnRank,
  preambles: {
    get_recent_games: 'Let me look at your recent games.',
    get_stats_by_mode: 'Let me look at your numbers.',
    get_game_details: 'Let me open that game.',
    get_rank_benchmarks: 'Let me get the benchmarks.',
    save_coaching_note: 'I will write that down.',
  },
  tells: {
    get_recent_games: tellRecent,
    get_stats_by_mode: tellStats,
    get_rank_benchmarks: tellBenchmarks,
    save_coaching_note: tellNote,
  },
  closing(turn, told, choose) {
    const isWhole = turn.runs.some(({ ok, name }) => !ok || name === 'save_coaching_note');
    if (isWhole || told.includes(HOW_TO_IMPORT) || told.includes('Work on')) return undefined;
    if (/\brank\b/i.test(turn.message) && ownRank(turn) === undefined) {
      return 'I could not tell your rank, so I compared nothing. Which rank shall I take?';
    }
    return tipFor(turn.message) ?? choose(CLOSINGS);
  },
  replies: REPLIES,
};

/** The simulated game coach: calls the tools that a question needs, and answers with their numbers. */
export const simulatedGameCoach = createBaseModel(HINTS);
