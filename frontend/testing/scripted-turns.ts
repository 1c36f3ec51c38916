import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { CoachEvent } from '#contract/events';
import { PROBLEMS } from '#contract/problems';
import { formatFrame } from '#contract/sse';
import { breakOff, finish, hear, type Interview, startOf } from './interviews.ts';
import {
  answerJson,
  answerProblem,
  CORS,
  findInterview,
  type Mishap,
  type ProductState,
  type RunningTurn,
  textOf,
} from './product-state.ts';

/** The pace of a model, in words: it reads first, then it writes. */
const READING_WORDS = 6;
const THINKING_WORDS = 14;

const sayInto = (turn: RunningTurn) => (event: CoachEvent) => {
  const seq = turn.frames.filter(({ id }) => id).length + 1;
  turn.frames.push(event.type === 'contextual' ? { event } : { id: { epoch: 1, seq }, event });
};

function failure(turnId: string): CoachEvent {
  const { message, retryable } = PROBLEMS.model_unavailable;
  return { type: 'error', turnId, code: 'model_unavailable', message, retryable };
}

async function produce(
  { wordMs }: ProductState,
  interview: Interview,
  turn: RunningTurn,
  body: Record<string, unknown>,
  mishap: Mishap | undefined,
): Promise<CoachEvent> {
  const say = sayInto(turn);
  const turnId = String(body['turnId']);
  const answer = hear(interview, turnId, String(body['userResponse']), body['confirm'] === true);
  await pause(READING_WORDS * wordMs);
  say({ type: 'contextual', stage: 'reading', content: 'Reading your answer…' });
  await pause(THINKING_WORDS * wordMs);
  const last = mishap && 'failAfterWords' in mishap ? mishap.failAfterWords : Number.POSITIVE_INFINITY;
  let text = '';
  for (const [index, word] of (answer.match(/\S+\s*/g) ?? []).entries()) {
    if (turn.isStopped) return breakOff(interview, turnId, text.trim());
    if (index === last) return failure(turnId);
    text += word;
    say({ type: 'chunk', text: word, step: 0 });
    await pause(wordMs);
  }
  return finish(interview, turnId, answer);
}

function begin(state: ProductState, interview: Interview, body: Record<string, unknown>, mishap: Mishap | undefined) {
  const turn: RunningTurn = { frames: [], isOver: false, isStopped: false };
  const say = sayInto(turn);
  say(startOf(interview, String(body['turnId'])));
  void produce(state, interview, turn, body, mishap).then((end) => {
    say(end);
    turn.isOver = true;
  });
  return turn;
}

/** Sends what the turn has said after `from`, as it says it. @param words - The connection breaks after so many. */
async function follow(turn: RunningTurn, from: number, words: number, response: ServerResponse) {
  response.writeHead(200, { ...CORS, 'content-type': 'text/event-stream; charset=utf-8' });
  let said = 0;
  for (let index = 0; !response.destroyed; index += 1) {
    while (index >= turn.frames.length && !turn.isOver) await pause(5);
    const frame = turn.frames[index];
    if (!frame) break;
    if (frame.id && frame.id.seq <= from) continue;
    if (frame.event.type === 'chunk' && said++ >= words) return response.destroy();
    response.write(formatFrame(frame));
  }
  return response.end();
}

/** The stream's own server: takes turns, repeats them, and has what was asked for go wrong. */
export async function serveTurn(
  state: ProductState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<unknown> {
  if (request.method === 'OPTIONS') return answerJson(response, 204, undefined);
  const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
  const turnId = String(body['turnId']);
  const interview = findInterview(state, request.url?.split('/')[4]);
  const known = state.turns.get(turnId);
  state.posted.push(body);
  if (!interview) return answerProblem(response, 'not_found');
  if (known && !known.isOver) {
    return answerProblem(response, 'turn_in_progress', { retryAfter: 0, details: { turnId } });
  }
  const mishap = known ? undefined : state.mishaps.shift();
  if (mishap && 'refuse' in mishap) return answerProblem(response, mishap.refuse, mishap);
  const turn = known ?? begin(state, interview, body, mishap);
  state.turns.set(turnId, turn);
  const from = Number(String(body['cursor'] ?? '1-0').split('-')[1]);
  const words = mishap && 'cutAfterWords' in mishap ? mishap.cutAfterWords : Number.POSITIVE_INFINITY;
  return follow(turn, from, words, response);
}
