import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CoachResource } from '#contract/coach-responses';
import { coachFrom, TEMPLATES } from './coach-fixture.ts';
import { buildAgain, buildOf, createInterview, isFinished, sessionOf, wholeOf } from './interviews.ts';
import { answerJson, answerProblem, collectBuiltCoaches, findInterview, type ProductState } from './product-state.ts';
import { serveUploads } from './scripted-bucket.ts';
import { serveGameApi } from './scripted-game-api.ts';
import { isPromptPath, serveBrandKits, servePromptApi } from './scripted-prompt-api.ts';

interface ApiCall {
  readonly method: string;
  /** What comes after the collection's name in the path. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
  readonly response: ServerResponse;
}

export interface ApiOptions {
  readonly buildStepMs: number;
  readonly failsFirst: boolean;
}

function sessions(state: ProductState, { method, query, response }: ApiCall, options: ApiOptions): ServerResponse {
  if (method === 'POST') {
    const made = createInterview(options, 0);
    state.interviews.push(made);
    return answerJson(response, 201, wholeOf(made));
  }
  const wanted = query.get('isComplete') === 'true';
  const listed = state.interviews.filter((interview) => isFinished(interview) === wanted);
  return answerJson(response, 200, { sessions: listed.map(sessionOf) });
}

function oneSession(state: ProductState, { method, parts, response }: ApiCall): ServerResponse {
  const [sessionId, what, turnId] = parts;
  const interview = findInterview(state, sessionId);
  if (!interview) return answerProblem(response, 'not_found');
  if (what === 'config-status') return answerJson(response, 200, buildOf(interview));
  if (what === 'turns') {
    const turn = state.turns.get(turnId ?? '');
    if (turn) turn.isStopped = true;
    return answerJson(response, 200, {});
  }
  if (method !== 'DELETE') return answerJson(response, 200, wholeOf(interview));
  state.interviews.splice(state.interviews.indexOf(interview), 1);
  return answerJson(response, 204, undefined);
}

function coaches(state: ProductState, { method, parts, body, response }: ApiCall): ServerResponse {
  const [coachId, from] = parts;
  collectBuiltCoaches(state);
  if (coachId === undefined) {
    return answerJson(response, 200, { coaches: [...state.coaches.values()] });
  }
  if (coachId === 'from-session') {
    const interview = findInterview(state, from);
    if (interview) buildAgain(interview);
    return answerJson(response, 202, { jobId: 'job', status: 'queued', pollAfterMs: 300 });
  }
  if (coachId === 'from-template') {
    const copy: CoachResource = { ...coachFrom(`t-${from}`, new Date().toISOString()), sessionId: null };
    state.coaches.set(copy.coachId, copy);
    return answerJson(response, 201, copy);
  }
  const coach = state.coaches.get(coachId);
  if (!coach) return answerProblem(response, 'not_found');
  const changed = method === 'PUT' ? { ...coach, ...(JSON.parse(body) as Partial<CoachResource>) } : coach;
  state.coaches.set(coachId, changed);
  return answerJson(response, 200, changed);
}

/** The REST API, as far as the pages use it. */
export function serveApi(
  state: ProductState,
  options: ApiOptions,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): ServerResponse {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api');
  const [, , what, , kind, ...parts] = pathname.split('/');
  const call = { method: request.method ?? 'GET', parts, query: searchParams, body, response };
  if (request.headers.authorization === undefined) return answerProblem(response, 'missing_token');
  if (what === 'coach') {
    const [, , , ...after] = pathname.split('/');
    const serve = isPromptPath(after) ? servePromptApi : serveGameApi;
    return serve(state, { ...call, parts: after });
  }
  if (what === 'coach-templates') return answerJson(response, 200, { templates: TEMPLATES });
  if (kind === 'coach-creator-sessions') {
    return parts.length === 0 ? sessions(state, call, options) : oneSession(state, call);
  }
  if (kind === 'brand-kits') return serveBrandKits(state.promptCoach, call);
  if (kind === 'coaches') return coaches(state, call);
  return serveUploads(state.bucket, kind, body, response) ?? answerProblem(response, 'not_found');
}
