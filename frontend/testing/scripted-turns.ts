import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { CoachEvent } from '#contract/events';
import { formatFrame } from '#contract/sse';
import { interviewSpeaker } from './interview-speaker.ts';
import {
  answerProblem,
  CORS,
  findInterview,
  type Mishap,
  type ProductState,
  type RunningTurn,
} from './product-state.ts';
import { gameSpeaker } from './scripted-game-turns.ts';
import { promptSpeaker } from './scripted-prompt-turns.ts';
import type { Speaker } from './speaker.ts';

const sayInto = (turn: RunningTurn) => (event: CoachEvent) => {
  const seq = turn.frames.filter(({ id }) => id).length + 1;
  turn.frames.push(event.type === 'contextual' ? { event } : { id: { epoch: 1, seq }, event });
};

function begin({ wordMs }: ProductState, speaker: Speaker, mishap: Mishap | undefined): RunningTurn {
  const turn: RunningTurn = { frames: [], isOver: false, isStopped: false };
  const say = sayInto(turn);
  say(speaker.start());
  const failsAfter = mishap && 'failAfterWords' in mishap ? mishap.failAfterWords : undefined;
  const silentAfter = mishap && 'silentAfter' in mishap ? mishap.silentAfter : undefined;
  const isStopped = () => turn.isStopped;
  const afterWord = async (said: string) => {
    await pause(wordMs);
    while (silentAfter && said.includes(silentAfter) && !isStopped()) await pause(5);
  };
  void speaker.produce({ say, pace: { wordMs }, afterWord, isStopped, failsAfter }).then((end) => {
    say(end);
    turn.isOver = true;
  });
  return turn;
}

/** Sends what the turn has said after `from`, as it says it. @param words - The connection breaks after so many. */
async function follow(turn: RunningTurn, from: number, words: number, response: ServerResponse) {
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

/** Who answers at this path. */
function speakerAt(state: ProductState, path: string, body: Record<string, unknown>): Speaker | undefined {
  if (path.startsWith('/coach/chat/')) return gameSpeaker(state.gameCoach, body);
  if (path.startsWith('/coach/')) return promptSpeaker(state, path, body);
  const interview = findInterview(state, path.split('/')[4]);
  return interview && interviewSpeaker(interview, body);
}

const sendHead = ({ doublesOrigin }: ProductState, response: ServerResponse) => {
  const head = Object.entries({ ...CORS, 'content-type': 'text/event-stream; charset=utf-8' });
  const again = doublesOrigin ? [['access-control-allow-origin', '*']] : [];
  response.writeHead(200, [...head, ...again].flat());
};

/** Takes turns, repeats them, and has what was asked for go wrong. @param path - That of the Function URL. */
export async function serveTurn(
  state: ProductState,
  path: string,
  text: string,
  response: ServerResponse,
): Promise<unknown> {
  const body = JSON.parse(text) as Record<string, unknown>;
  const turnId = String(body['turnId']);
  const speaker = speakerAt(state, path, body);
  const known = state.turns.get(turnId);
  state.posted.push(body);
  if (!speaker) return answerProblem(response, 'not_found');
  if (known && !known.isOver) {
    return answerProblem(response, 'turn_in_progress', { retryAfter: 0, details: { turnId } });
  }
  const mishap = known ? undefined : state.mishaps.shift();
  if (mishap && 'refuse' in mishap) return answerProblem(response, mishap.refuse, mishap);
  const refusal = known ? undefined : speaker.refusal();
  if (refusal) return answerProblem(response, refusal.code, refusal);
  const turn = known ?? begin(state, speaker, mishap);
  state.turns.set(turnId, turn);
  const from = Number(String(body['cursor'] ?? '1-0').split('-')[1]);
  const words = mishap && 'cutAfterWords' in mishap ? mishap.cutAfterWords : Number.POSITIVE_INFINITY;
  sendHead(state, response);
  return follow(turn, from, words, response);
}
