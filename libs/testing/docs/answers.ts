import * as z from 'zod/mini';
import { CoachAccess } from '#contract/access-responses';
import { Budget } from '#contract/budget-responses';
import { CoachList, CoachResource, CoachTemplateList, ConfigStatus, JobAccepted } from '#contract/coach-responses';
import { COACH_ROWS } from '#contract/coaches';
import { CreatorSessionList, CreatorSessionWithMessages } from '#contract/creator-session-responses';
import { ChatMessageList, ChatSession, ChatSessionList, Recap } from '#contract/game-chat';
import { PreflightAnswer, ToolExecuted, ToolSchemas } from '#contract/game-chat-requests';
import { BenchmarkList, Game, GameList, GamesImported, Note, NoteList } from '#contract/games';
import type { ProblemCode } from '#contract/problems';
import { BrandKit, BrandKitList } from '#contract/prompt-coach/brand';
import { Draft } from '#contract/prompt-coach/intent';
import { TipsQuery } from '#contract/prompt-coach/requests';
import {
  AssetList,
  AssetPack,
  Generation,
  GenerationOrdered,
  PromptEnded,
  PromptMessageList,
  PromptSession,
  PromptSessionList,
  SessionExtended,
} from '#contract/prompt-coach/responses';
import { TipList } from '#contract/prompt-coach/tips';
import { ListCreatorSessions, ListQuery, ListSessions } from '#contract/requests';
import { TurnStatus } from '#contract/turn-responses';
import { DownloadUrls, UploadUrls } from '#contract/uploads';

/** What the page says of a route that its table entry does not. */
export interface Described {
  readonly status: number;
  readonly answer?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  /** Codes besides those of every route, body and write. */
  readonly codes?: readonly ProblemCode[];
}

const TURN_CODES: readonly ProblemCode[] = [
  'session_ended',
  'session_expired',
  'turn_limit_reached',
  'budget_exhausted',
];
const SESSIONS = '/users/:userId/coach-creator-sessions';
const SESSION = `${SESSIONS}/:sessionId`;
const COACHES = '/users/:userId/coaches';
const PROMPTS = '/coach/sessions';
const PROMPT = `${PROMPTS}/:sessionId`;
const KITS = '/users/:userId/brand-kits';
const CHATS = '/coach/chat/sessions';
const SERVICE = '/service/users/:userId/coach/chat';

const none: Described = { status: 204 };
const deleted: Described = { ...none, codes: ['turn_in_progress'] };
const recorded: Described = { status: 200, answer: z.object({ recorded: z.literal(true) }), codes: ['turn_mismatch'] };
const stopped: Described = { status: 200, answer: z.object({ aborted: z.literal(true) }) };
const admitted = (answer: z.ZodMiniType): Described => ({
  status: 200,
  answer,
  codes: [...TURN_CODES, 'preview_used', 'rate_limited'],
});

/** Every route but those of turns. A test checks that none is missing. */
export const DESCRIBED: Readonly<Record<string, Described | undefined>> = {
  [`POST ${SESSIONS}`]: { status: 201, answer: CreatorSessionWithMessages, codes: ['rate_limited'] },
  [`GET ${SESSIONS}`]: { status: 200, query: ListCreatorSessions, answer: CreatorSessionList },
  [`GET ${SESSION}`]: { status: 200, query: ListQuery, answer: CreatorSessionWithMessages },
  [`DELETE ${SESSION}`]: deleted,
  [`GET ${SESSION}/config-status`]: { status: 200, answer: ConfigStatus },
  'GET /coach-templates': { status: 200, answer: CoachTemplateList },
  [`GET ${COACHES}`]: { status: 200, query: ListQuery, answer: CoachList },
  [`GET ${COACHES}/:coachId`]: { status: 200, answer: CoachResource },
  [`PUT ${COACHES}/:coachId`]: { status: 200, answer: CoachResource },
  [`DELETE ${COACHES}/:coachId`]: none,
  [`POST ${COACHES}/from-session/:sessionId`]: {
    status: 202,
    answer: JobAccepted,
    codes: ['already_built', 'build_in_progress'],
  },
  [`POST ${COACHES}/from-template/:templateId`]: { status: 201, answer: CoachResource, codes: ['validation_failed'] },
  [`GET ${PROMPTS}`]: { status: 200, query: ListSessions, answer: PromptSessionList },
  [`GET ${PROMPT}`]: { status: 200, answer: PromptSession },
  [`PUT ${PROMPT}`]: { status: 200, answer: PromptSession },
  [`DELETE ${PROMPT}`]: deleted,
  [`GET ${PROMPT}/messages`]: { status: 200, query: ListQuery, answer: PromptMessageList },
  [`POST ${PROMPT}/drafts`]: {
    status: 201,
    answer: Draft,
    codes: ['predecessor_mismatch', 'turn_in_progress', 'turn_mismatch', 'session_ended', 'session_expired'],
  },
  [`POST ${PROMPT}/extend`]: { status: 200, answer: SessionExtended, codes: ['session_ended', 'session_expired'] },
  [`POST ${PROMPT}/end`]: { status: 200, answer: PromptEnded, codes: ['session_expired', 'turn_in_progress'] },
  [`POST ${PROMPT}/generate`]: {
    status: 202,
    answer: GenerationOrdered,
    codes: ['generations_exhausted', 'generation_in_progress', 'turn_mismatch', 'session_expired'],
  },
  [`GET ${PROMPT}/generations/:jobId`]: { status: 200, answer: Generation },
  [`GET ${PROMPT}/assets`]: { status: 200, answer: AssetList },
  'GET /coach/assets': { status: 200, query: ListQuery, answer: AssetList },
  'GET /coach/assets/:assetId/pack': { status: 200, answer: AssetPack },
  'DELETE /coach/assets/:assetId': none,
  'GET /coach/tips': { status: 200, query: TipsQuery, answer: TipList },
  [`POST ${KITS}`]: { status: 201, answer: BrandKit, codes: ['validation_failed', 'rate_limited'] },
  [`GET ${KITS}`]: { status: 200, query: ListQuery, answer: BrandKitList },
  [`GET ${KITS}/:brandKitId`]: { status: 200, answer: BrandKit },
  [`PUT ${KITS}/:brandKitId`]: { status: 200, answer: BrandKit, codes: ['rate_limited'] },
  [`DELETE ${KITS}/:brandKitId`]: none,
  [`GET ${CHATS}`]: { status: 200, query: ListQuery, answer: ChatSessionList },
  [`GET ${CHATS}/:sessionId`]: { status: 200, answer: ChatSession },
  [`GET ${CHATS}/:sessionId/messages`]: { status: 200, query: ListQuery, answer: ChatMessageList },
  [`GET ${CHATS}/:sessionId/recap`]: {
    status: 200,
    answer: Recap,
    codes: ['budget_exhausted', 'validation_failed', 'rate_limited'],
  },
  [`DELETE ${CHATS}/:sessionId`]: deleted,
  'POST /coach/games': { status: 200, answer: GamesImported },
  'GET /coach/games': { status: 200, query: ListQuery, answer: GameList },
  'GET /coach/games/:gameId': { status: 200, answer: Game },
  'DELETE /coach/games/:gameId': none,
  'POST /coach/notes': { status: 201, answer: Note, codes: ['rate_limited'] },
  'GET /coach/notes': { status: 200, query: ListQuery, answer: NoteList },
  'DELETE /coach/notes/:noteId': none,
  'GET /coach/benchmarks': { status: 200, answer: BenchmarkList },
  'GET /coach/tools/schema': { status: 200, answer: ToolSchemas },
  'POST /coach/tools/execute': { status: 200, answer: ToolExecuted, codes: ['rate_limited'] },
  'POST /coach/chat/preflight': admitted(z.omit(PreflightAnswer, { systemMessage: true })),
  'POST /coach/chat/abort': stopped,
  [`POST ${SERVICE}/preflight`]: admitted(z.required(PreflightAnswer)),
  [`POST ${SERVICE}/record`]: recorded,
  [`POST ${SERVICE}/abort`]: stopped,
  'POST /users/:userId/generate-upload-urls': { status: 200, answer: UploadUrls },
  'POST /users/:userId/generate-download-urls': { status: 200, answer: DownloadUrls },
  'GET /coach/budget': { status: 200, answer: Budget },
  'GET /coach/access': { status: 200, answer: CoachAccess },
  ...Object.fromEntries(
    COACH_ROWS.flatMap(({ session }) => [
      [`GET ${session}/turns/:turnId`, { status: 200, answer: TurnStatus }],
      // A stop of a turn that exists is never refused; another one counts as a write.
      [`POST ${session}/turns/:turnId/abort`, { status: 200, answer: TurnStatus, codes: ['rate_limited'] }],
    ]),
  ),
};
