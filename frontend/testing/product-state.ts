import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CoachResource } from '#contract/coach-responses';
import { PROBLEMS, type ProblemCode } from '#contract/problems';
import type { Frame } from '#contract/sse';
import type { ScriptedBucket } from './bucket-state.ts';
import type { GameCoachState } from './game-coach-state.ts';
import { coachOf, type Interview } from './interviews.ts';
import type { PromptCoachState } from './prompt-coach-state.ts';

/** What happens to the next turn that is posted. */
export type Mishap =
  | ({ readonly refuse: ProblemCode } & RefuseOptions)
  /** The connection breaks after so many words; the turn goes on. */
  | { readonly cutAfterWords: number }
  /** The turn is silent after these words of a text, until it is stopped. */
  | { readonly silentAfter: string }
  /** The turn ends in failure after so many words. */
  | { readonly failAfterWords: number };

export interface RunningTurn {
  readonly frames: Frame[];
  isOver: boolean;
  isStopped: boolean;
}

/** All that the scripted product knows. */
export interface ProductState {
  readonly interviews: Interview[];
  readonly gameCoach: GameCoachState;
  readonly promptCoach: PromptCoachState;
  readonly coaches: Map<string, CoachResource>;
  readonly bucket: ScriptedBucket;
  readonly turns: Map<string, RunningTurn>;
  /** Bodies of all turns that were posted, in order. */
  readonly posted: Record<string, unknown>[];
  readonly mishaps: Mishap[];
  readonly wordMs: number;
  readonly doublesOrigin: boolean;
}

export const findInterview = ({ interviews }: ProductState, id: string | undefined): Interview | undefined =>
  interviews.find(({ sessionId }) => sessionId === id);

/** Coaches that are ready by now stand among the coaches from now on. */
export function collectBuiltCoaches({ interviews, coaches }: ProductState): void {
  for (const interview of interviews) {
    const coach = coachOf(interview);
    if (coach && !coaches.has(coach.coachId)) coaches.set(coach.coachId, coach);
  }
}

export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-expose-headers': 'retry-after',
};

export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export function answerJson(response: ServerResponse, status: number, value: unknown): ServerResponse {
  return response
    .writeHead(status, { ...CORS, 'content-type': 'application/json' })
    .end(status === 204 ? undefined : JSON.stringify(value));
}

export interface RefuseOptions {
  /** Seconds. */
  readonly retryAfter?: number;
  readonly details?: Readonly<Record<string, unknown>>;
}

export function answerProblem(
  response: ServerResponse,
  code: ProblemCode,
  options: RefuseOptions = {},
): ServerResponse {
  const { retryAfter, details } = options;
  const { status, message, retryable } = PROBLEMS[code];
  return response
    .writeHead(status, {
      ...CORS,
      'content-type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    })
    .end(JSON.stringify({ error: { code, message, retryable, ...(details && { details }) } }));
}
