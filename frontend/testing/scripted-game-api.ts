import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Game, type GamesImported, NewNote } from '#contract/games';
import { accessOf, budgetOf, findChat, type GameCoachState, now, RECAP } from './game-coach-state.ts';
import { BENCHMARKS } from './game-fixtures.ts';
import { answerJson, answerProblem, type ProductState } from './product-state.ts';

export interface GameCall {
  readonly method: string;
  /** What comes after `/coach/` in the path. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
  readonly response: ServerResponse;
}

/** A page of a list; cursors are places in it. */
function pageOf<Item>(items: readonly Item[], query: URLSearchParams) {
  const from = Number(query.get('cursor') ?? 0);
  const to = from + Number(query.get('limit') ?? 20);
  return { page: items.slice(from, to), ...(to < items.length && { nextCursor: String(to) }) };
}

function importGames(state: GameCoachState, games: readonly unknown[]): GamesImported {
  const outcome: GamesImported = { imported: 0, unchanged: 0, rejected: [] };
  for (const [index, given] of games.entries()) {
    const read = Game.safeParse(given);
    if (!read.success) {
      const fields = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      outcome.rejected.push({ index, code: 'validation_failed', fields });
      continue;
    }
    const known = state.games.find(({ gameId }) => gameId === read.data.gameId);
    if (known && JSON.stringify(known) === JSON.stringify(read.data)) outcome.unchanged += 1;
    else {
      state.games = [...state.games.filter((game) => game !== known), read.data];
      outcome.imported += 1;
    }
  }
  state.games.sort((a, b) => b.playedAt.localeCompare(a.playedAt));
  return outcome;
}

function games(state: GameCoachState, { method, parts, query, body, response }: GameCall): ServerResponse {
  const [, gameId] = parts;
  if (method === 'POST') {
    return answerJson(response, 200, importGames(state, (JSON.parse(body) as { games: unknown[] }).games));
  }
  if (gameId === undefined) {
    const { page, ...rest } = pageOf(state.games, query);
    return answerJson(response, 200, { games: page, ...rest });
  }
  const game = state.games.find((known) => known.gameId === gameId);
  if (!game) return answerProblem(response, 'not_found');
  if (method !== 'DELETE') return answerJson(response, 200, game);
  state.games = state.games.filter((known) => known !== game);
  return answerJson(response, 204, undefined);
}

function notes(state: GameCoachState, { method, parts, query, body, response }: GameCall): ServerResponse {
  const at = state.notes.findIndex(({ noteId }) => noteId === parts[1]);
  if (method === 'POST') {
    const read = NewNote.safeParse(JSON.parse(body));
    if (!read.success) return answerProblem(response, 'validation_failed');
    const note = { ...read.data, noteId: randomUUID(), createdAt: now() };
    state.notes.unshift(note);
    return answerJson(response, 201, note);
  }
  if (method === 'GET') {
    const { page, ...rest } = pageOf(state.notes, query);
    return answerJson(response, 200, { notes: page, ...rest });
  }
  if (at < 0) return answerProblem(response, 'not_found');
  state.notes.splice(at, 1);
  return answerJson(response, 204, undefined);
}

function chats(product: ProductState, call: GameCall): ServerResponse {
  const { gameCoach: state, turns } = product;
  const { method, parts, query, response } = call;
  const [, , sessionId, what, turnId] = parts;
  if (sessionId === undefined) {
    const { page, ...rest } = pageOf(state.chats, query);
    return answerJson(response, 200, { sessions: page.map(({ session }) => session), ...rest });
  }
  const turn = turns.get(turnId ?? '');
  if (what === 'turns' && turn) turn.isStopped = true;
  if (what === 'turns') return answerJson(response, 200, {});
  const chat = findChat(state, sessionId);
  if (!chat) return answerProblem(response, 'not_found');
  if (method === 'DELETE') {
    state.chats.splice(state.chats.indexOf(chat), 1);
    return answerJson(response, 204, undefined);
  }
  if (what === 'messages') {
    const { page, ...rest } = pageOf(chat.messages, query);
    return answerJson(response, 200, { messages: page, ...rest });
  }
  if (what === 'recap') return answerJson(response, 200, { ...RECAP, messageCount: chat.session.messageCount });
  return answerJson(response, 200, chat.session);
}

/** The game coach's REST API, as far as the pages use it. */
export function serveGameApi(product: ProductState, call: GameCall): ServerResponse {
  const { gameCoach: state } = product;
  switch (call.parts[0]) {
    case 'chat':
      return chats(product, call);
    case 'games':
      return games(state, call);
    case 'notes':
      return notes(state, call);
    case 'budget':
      return answerJson(call.response, 200, budgetOf(state));
    case 'access':
      return answerJson(call.response, 200, accessOf(state));
    case 'benchmarks':
      return answerJson(call.response, 200, { benchmarks: BENCHMARKS, source: 'made up' });
    default:
      return answerProblem(call.response, 'not_found');
  }
}
