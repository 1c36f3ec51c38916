import type { Choose } from '../creator/phrasing.ts';
import {
  compare,
  describeBenchmark,
  describeGame,
  describeGames,
  describeNote,
  describeStats,
  type Own,
} from './describe.ts';
import { ownRank } from './plan.ts';
import { readBenchmark, readGames, readNotes, readRemark, readStats, type SeenGame } from './readers.ts';
import type { Situation, ToolRun } from './situation.ts';
import { type Stat, WORDING } from './stats.ts';
import { HOW_TO_IMPORT } from './talk.ts';
import { GAME_TOOLS } from './tools.ts';
import { topicIn } from './topics.ts';
import type { Heard, Wish } from './wishes.ts';

interface Telling {
  readonly situation: Situation;
  readonly heard: Heard;
  readonly choose: Choose;
}

const said = (run: ToolRun): string =>
  run.error
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!?]$/, '')
    .slice(0, 300);
const inputOf = (run: ToolRun): Readonly<Record<string, unknown>> => (run.input ?? {}) as Record<string, unknown>;

/** What failed, in the tool's words, and what the person can do about it. */
function failure(run: ToolRun): string {
  const why = said(run) ? ` The answer was: ${said(run)}.` : '';
  const { rank, gameId } = inputOf(run);
  switch (run.name) {
    case GAME_TOOLS.game:
      return `I could not find the game${gameId ? ` ${gameId}` : ''}.${why} Which game do you mean? Its id stands in your list of games.`;
    case GAME_TOOLS.benchmarks:
      return `I have no benchmarks${rank ? ` for ${rank}` : ' for that rank'}, and I will not give you those of another rank instead.${why} Which rank shall I take?`;
    case GAME_TOOLS.note:
      return `I could not save the note.${why} Shall I try it again?`;
    default:
      return `I could not look up your games just now, so I have no numbers for you.${why} Shall I try it again?`;
  }
}

/** Of one mode, when the question was about one. */
function sifted(games: readonly SeenGame[], wishes: readonly Wish[]): readonly SeenGame[] {
  const wish = wishes.find(({ kind }) => kind === 'recent');
  if (wish?.kind !== 'recent' || !wish.mode) return games;
  return games.filter(({ mode }) => mode === wish.mode).slice(0, wish.limit);
}

function noGames(run: ToolRun): string {
  const { mode, playlist, days } = inputOf(run);
  const where = [
    typeof mode === 'string' && mode !== 'all' && ` in ${mode}`,
    typeof playlist === 'string' && ` in the playlist ${playlist}`,
    typeof days === 'number' && ` in the last ${days} day${days === 1 ? '' : 's'}`,
  ].filter(Boolean);
  return where.length > 0
    ? `I see no games of yours${where.join('')}. It may be that none are imported yet. ${HOW_TO_IMPORT}`
    : `There are no games of yours to look at: none are imported yet. ${HOW_TO_IMPORT}`;
}

function tellRecent(run: ToolRun, { heard }: Telling): string {
  const isForRank = !heard.wishes.some(({ kind }) => kind === 'recent') && heard.wishes.length > 0;
  const games = sifted(readGames(run.value), heard.wishes);
  if (isForRank) return '';
  return games.length === 0 ? noGames(run) : describeGames(games, heard.focus);
}

function tellStats(run: ToolRun, { heard }: Telling): string {
  const stats = readStats(run.value).filter(
    ({ mode }, index, all) => all.findIndex((other) => other.mode === mode) === index,
  );
  const played = stats.filter(({ games }) => games > 0);
  return played.length === 0 ? noGames(run) : played.map((one) => describeStats(one, heard.focus)).join('\n');
}

/** Numbers of the person's that a rank can be held against: averages, or else a game. */
function ownNumbers(runs: readonly ToolRun[]): Own | undefined {
  const mine = runs.filter(({ ok }) => ok);
  const stats = mine.filter(({ name }) => name === GAME_TOOLS.stats).flatMap(({ value }) => readStats(value));
  const averages = stats.find(({ games }) => games > 0)?.averages;
  if (averages) return { numbers: averages, name: 'Your averages' };
  const games = mine.filter(({ name }) => name === GAME_TOOLS.game || name === GAME_TOOLS.recent);
  const [game] = games.flatMap(({ value }) => readGames(value));
  return game && stats.length === 0 ? { numbers: game.numbers, name: 'That game' } : undefined;
}

interface Told {
  readonly text: string;
  readonly weakest?: Stat | undefined;
}

function tell(run: ToolRun, telling: Telling): Told {
  if (!run.ok) return { text: failure(run) };
  switch (run.name) {
    case GAME_TOOLS.recent:
      return { text: tellRecent(run, telling) };
    case GAME_TOOLS.stats:
      return { text: tellStats(run, telling) };
    case GAME_TOOLS.game: {
      const [game] = readGames(run.value);
      return { text: game ? describeGame(game, `In the game ${game.gameId}`) : failure({ ...run, error: '' }) };
    }
    case GAME_TOOLS.benchmarks: {
      const benchmark = readBenchmark(run.value);
      const own = ownNumbers(telling.situation.runs);
      if (!benchmark) return { text: failure({ ...run, error: '' }) };
      return own ? compare(own, benchmark) : { text: describeBenchmark(benchmark) };
    }
    case GAME_TOOLS.note: {
      const [note] = readNotes(run.value);
      return { text: note ? describeNote(note) : 'Your note is saved.' };
    }
    default:
      return { text: '' };
  }
}

const CLOSINGS: readonly [string, ...string[]] = [
  'Shall I compare that with your rank?',
  'Is there a game that you want to look at more closely?',
  'Shall I keep a note of that for you?',
];

/** A tip where one was found or asked for, a question otherwise; nothing where there is nothing to go on from. */
function closing(told: readonly Told[], { heard, situation, choose }: Telling): string {
  const { runs, question } = situation;
  const isBare = runs.every(({ name }) => name === GAME_TOOLS.note) || runs.some(({ ok }) => !ok);
  if (isBare || told.some(({ text }) => text.includes(HOW_TO_IMPORT))) return '';
  const weakest = told.find((one) => one.weakest)?.weakest ?? heard.focus[0];
  const tip = topicIn(question) ?? (weakest && WORDING[weakest].tip);
  if (tip) return tip;
  const isAgainstRank = runs.some(({ name }) => name === GAME_TOOLS.benchmarks);
  return isAgainstRank ? 'Shall I look at anything else for you?' : choose(CLOSINGS);
}

const NO_RANK =
  'I could not tell your rank from your profile or your games, so I compared nothing. Which rank shall I take?';
const NO_LOOK_UP =
  'I cannot look anything up at this point, and I will not guess your numbers. Please ask me that again.';

/** With what the tool said beside its numbers. */
function tellWhole(run: ToolRun, telling: Telling): Told {
  const told = tell(run, telling);
  const remark = run.ok ? readRemark(run.value) : undefined;
  return remark && told.text ? { ...told, text: `${told.text} ${remark}` } : told;
}

/** What the results say; for a wish without any, what is missing. */
export function answerFrom(telling: Telling): string {
  const { situation, heard } = telling;
  const told = situation.runs.map((run) => tellWhole(run, telling));
  const texts = told.map(({ text }) => text.trim()).filter(Boolean);
  const isWithoutRank =
    heard.wishes.some((wish) => wish.kind === 'benchmarks' && !wish.rank) &&
    ownRank(situation) === undefined &&
    ownNumbers(situation.runs) !== undefined;
  if (texts.length === 0 && !isWithoutRank) return NO_LOOK_UP;
  const last = isWithoutRank ? NO_RANK : closing(told, telling);
  return [...new Set(texts), last].filter(Boolean).join('\n\n');
}
