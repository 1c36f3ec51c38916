import type { CoachAccess } from '#contract/access-responses';
import type { Budget } from '#contract/budget-responses';
import type { ChatMessage, ChatSession, Recap } from '#contract/game-chat';
import type { Game, Note, RankBenchmark } from '#contract/games';
import { aSession, createFakeProduct, type FakeProduct, problemResponse, type RestCall } from './fake-product.ts';
import { accessOf, createGameCoachState } from './game-coach-state.ts';
import { BENCHMARKS, gamesUntil } from './game-fixtures.ts';
import { SESSION } from './turn-fixtures.ts';

/** What the game coach's API answers in memory; a test may change it at any time. */
export interface FakeGameCoach extends FakeProduct {
  chat: ChatSession | undefined;
  messages: ChatMessage[];
  games: Game[];
  notes: Note[];
  budget: Budget;
  access: CoachAccess;
  benchmarks: RankBenchmark[];
  recap: Recap | undefined;
  /** Bodies of what was posted to the API. */
  readonly posted: unknown[];
}

export const aChat = (more: Partial<ChatSession> = {}): ChatSession => ({
  sessionId: SESSION,
  title: 'How am I doing?',
  status: 'active',
  messageCount: 2,
  tokensIn: 900,
  tokensOut: 120,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
  ...more,
});

export const aBudget = (more: Partial<Budget> = {}): Budget => ({
  tier: 'pro',
  limit: 150_000,
  used: 30_000,
  held: 0,
  remaining: 120_000,
  periodStart: '2026-11-01T00:00:00.000Z',
  periodEnd: '2026-12-01T00:00:00.000Z',
  warning: false,
  ...more,
});

const known = (value: unknown): Response => (value === undefined ? problemResponse('not_found') : Response.json(value));

function collection(coach: FakeGameCoach, { method, body }: RestCall, what: string): Response | undefined {
  if (method === 'POST') coach.posted.push(body);
  switch (`${method} ${what}`) {
    case 'GET chat/sessions':
      return Response.json({ sessions: coach.chat ? [coach.chat] : [] });
    case 'GET games':
      return Response.json({ games: coach.games });
    case 'POST games':
      return Response.json({ imported: 1, unchanged: 0, rejected: [] });
    case 'GET notes':
      return Response.json({ notes: coach.notes });
    case 'POST notes': {
      const note = {
        ...(body as Pick<Note, 'content' | 'category'>),
        noteId: 'new',
        createdAt: coach.budget.periodStart,
      };
      coach.notes.unshift(note);
      return Response.json(note, { status: 201 });
    }
    case 'GET budget':
      return Response.json(coach.budget);
    case 'GET access':
      return Response.json(coach.access);
    case 'GET benchmarks':
      return Response.json({ benchmarks: coach.benchmarks, source: 'made up' });
    default:
      return undefined;
  }
}

function answer(coach: FakeGameCoach, call: RestCall): Response | undefined {
  const what = call.pathname.replace(/^\/coach\//, '');
  const [, kind, id, part] = /^(chat\/sessions|games|notes)\/([^/]+)(?:\/(\w+))?$/.exec(what) ?? [];
  if (kind === undefined) return collection(coach, call, what);
  if (call.method === 'DELETE') return new Response(null, { status: 204 });
  if (kind === 'games') return known(coach.games.find(({ gameId }) => gameId === id));
  if (coach.chat === undefined || part === undefined) return known(coach.chat);
  if (part === 'recap') return coach.recap ? Response.json(coach.recap) : problemResponse('validation_failed');
  return Response.json({ messages: coach.messages });
}

/** Answers `fetch` in memory, as the game coach's API and stream do. */
export function createFakeGameCoach(more: Partial<FakeGameCoach> = {}): FakeGameCoach {
  const product = createFakeProduct(aSession(), (call) => answer(coach, call));
  const coach: FakeGameCoach = Object.assign(product, {
    chat: aChat(),
    messages: [],
    games: [...gamesUntil('2026-11-21T10:00:00.000Z', 4)],
    notes: [],
    budget: aBudget(),
    access: accessOf(createGameCoachState('pro')),
    benchmarks: [...BENCHMARKS],
    recap: undefined,
    posted: [],
    ...more,
  });
  return coach;
}
