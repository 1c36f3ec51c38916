import { COACHES } from '#contract/coaches';
import { AbortPreflight, Preflight, type PreflightAnswer, RecordTurn } from '#contract/game-chat-requests';
import type { GameCoach } from '#domain/game-coach/game-coach';
import type { TurnRef } from '#ports/turn-records';
import { abortWork } from '#services/external-loop/abort-work';
import { checkMessages, checkTools } from '#services/external-loop/check-messages';
import { type PreflightDeps, preflight } from '#services/external-loop/preflight';
import { type RecordDeps, recordWork } from '#services/external-loop/record-work';
import { json } from '../answers.ts';
import { readJson } from '../body.ts';
import { hashOf } from '../hash-of.ts';
import type { Call, Route } from '../router.ts';
import { validate } from '../validate.ts';

export type GameCoachPreflightDeps = PreflightDeps & RecordDeps;

const CHAT = COACHES.gameCoach.turns.next.json.path;
const SERVICE_CHAT = `/service/users/:userId${CHAT}`;

/**
 * The game coach for an external loop: a preflight before the model's calls, a record after them. Only backends can record,
 * because usage is never taken from a browser.
 */
export function gameCoachPreflightRoutes(coach: GameCoach, deps: GameCoachPreflightDeps): readonly Route[] {
  const abort: Route['handle'] = async ({ sub, request }) => {
    const { partialMessages = [], ...reservation } = validate(AbortPreflight, readJson(request));
    checkMessages('partialMessages', partialMessages);
    await abortWork(refOf(coach, sub, reservation), partialMessages, deps, request.isService);
    return json(200, { aborted: true });
  };
  return [
    {
      method: 'POST',
      pattern: `${CHAT}/preflight`,
      limit: 'messages',
      handle: async (call) => {
        const { systemMessage: _, ...answer } = await admit(coach, call, deps);
        return json(200, answer satisfies PreflightAnswer);
      },
    },
    { method: 'POST', pattern: `${CHAT}/abort`, limit: 'stop', handle: abort },
    {
      method: 'POST',
      pattern: `${SERVICE_CHAT}/preflight`,
      auth: 'service',
      handle: async (call) => json(200, await admit(coach, call, deps)),
    },
    {
      method: 'POST',
      pattern: `${SERVICE_CHAT}/record`,
      auth: 'service',
      handle: async ({ sub, request }) => {
        const { messages, usage, ...reservation } = validate(RecordTurn, readJson(request));
        checkMessages('messages', messages);
        checkTools('messages', messages);
        const report = { messages, usage, hash: hashOf({ messages, usage }) };
        await recordWork(refOf(coach, sub, reservation), report, deps);
        return json(200, { recorded: true });
      },
    },
    { method: 'POST', pattern: `${SERVICE_CHAT}/abort`, auth: 'service', handle: abort },
  ];
}

const admit = (coach: GameCoach, { sub, request }: Call, deps: PreflightDeps) =>
  preflight(coach, { sub, body: validate(Preflight, readJson(request)), isBackends: request.isService }, deps);

const refOf = (
  { kind }: GameCoach,
  sub: string,
  { sessionId, reservationId }: { readonly sessionId: string; readonly reservationId: string },
): TurnRef => ({ sub, kind, sessionId, turnId: reservationId });
