import { createHash } from 'node:crypto';
import type { CoachList } from '#contract/coach-responses';
import type { Game, GamesImported, NoteList } from '#contract/games';
import type { LocalStack } from '../stack.ts';
import { BRIEF, CHATTY, interview } from './interview.ts';
import type { Person } from './person.ts';
import { createPlayer, type Player } from './player.ts';

const DAY_MS = 24 * 60 * 60_000;
const GAMES = 40;

/** Addresses of a running stack, as in its `/config.json`. */
export type Address = Pick<LocalStack, 'origin' | 'config' | 'streamUrls'>;

const NOTES = [
  { content: 'Wants to reach Platinum before the season ends.', category: 'goal' },
  { content: 'Reads the play well and is early at the second post.', category: 'strength' },
  { content: 'Leaves the own corner without boost.', category: 'weakness' },
] as const;
const QUESTION = 'How did my last 10 games go, and what should I work on?';

/**
 * Fills a running stack with demo data: a person per tier, two coaches from finished interviews, games, notes and a
 * conversation. All ids are deterministic, so a second run adds nothing.
 *
 * @param say - Called with each line of the summary.
 * @throws Error when a request fails.
 */
export async function fillWithDemo(stack: Address, say: (line: string) => void, now = Date.now()): Promise<void> {
  for (const tier of ['free', 'pro', 'studio']) {
    const player = await createPlayer(stack, `demo-${tier}`, tier);
    const { imported, unchanged } = (await player.importGames(gamesOf(tier, now))) as GamesImported;
    say(`demo-${tier}: ${imported} games imported, ${unchanged} were there`);
    if (tier === 'pro') await fillPro(player, say);
  }
}

async function fillPro(player: Player, say: (line: string) => void): Promise<void> {
  const { notes } = await player.get<NoteList>('/coach/notes');
  if (notes.length === 0) for (const note of NOTES) await player.api('POST', '/coach/notes', note);
  const { last } = await player.ask({ turnId: idOf(QUESTION), message: QUESTION });
  if (last?.type !== 'complete') throw new Error(`a question ended with ${last?.type ?? 'nothing'}`);
  say(`demo-pro: ${NOTES.length} notes, and a conversation about the games`);
  const { coaches } = await player.get<CoachList>(coachesOf(player));
  for (const interviewee of coaches.length === 0 ? [BRIEF, CHATTY] : []) await interview(player, interviewee);
  say('demo-pro: two finished interviews, and the coaches that come of them');
}

const coachesOf = ({ userId }: Person) => `/users/${userId}/coaches`;

/** Forty games in eight weeks with improving results, deterministic per person and day. */
function gamesOf(person: string, now: number): readonly Game[] {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return Array.from({ length: GAMES }, (_, place) => {
    const chance = (name: string, most: number) => numberOf(`${person} ${place} ${name}`) % (most + 1);
    const form = place / GAMES;
    const goals = chance('goals', 1 + Math.round(2 * form));
    const saves = chance('saves', 3);
    const assists = chance('assists', 2);
    return {
      gameId: `demo-${person}-${place}`,
      playedAt: new Date(today - (GAMES - place) * 1.4 * DAY_MS).toISOString(),
      mode: chance('mode', 2) === 0 ? 'doubles' : 'standard',
      playlist: 'Ranked',
      won: chance('won', 99) < 40 + 25 * form,
      goals,
      assists,
      saves,
      shots: goals + 1 + chance('shots', 3),
      score: 100 + 100 * goals + 50 * assists + 60 * saves,
      boostPerMinute: 280 + Math.round(60 * form) + chance('boost', 20),
      supersonicPct: 8 + Math.round(5 * form) + chance('supersonic', 3),
      aerials: chance('aerials', 2),
      wavedashes: chance('wavedashes', 1),
      rank: form < 0.5 ? 'Gold I' : 'Platinum I',
      durationSeconds: 300 + chance('overtime', 60),
    };
  });
}

const HASH_DIGITS = 8;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const numberOf = (text: string) => Number.parseInt(hashOf(text).slice(0, HASH_DIGITS), 16);

/** A deterministic UUID (version 8) for a text. */
function idOf(text: string): string {
  const hex = hashOf(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
