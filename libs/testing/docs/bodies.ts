import * as z from 'zod/mini';
import { AbortPreflight, ExecuteTool, GameChatTurn, Preflight, RecordTurn } from '#contract/game-chat-requests';
import { Game, NewNote } from '#contract/games';
import { NewBrandKit } from '#contract/prompt-coach/brand';
import { EditDraft, Generate, PromptMessage, StartPrompt, UpdateSession } from '#contract/prompt-coach/requests';
import { CreateCreatorSession, CreatorTurn, UpdateCoach } from '#contract/requests';
import { GenerateDownloadUrls, GenerateUploadUrls } from '#contract/uploads';

/** The body of each route that takes one. The fuzzer checks that none is missing. */
export const BODIES: Readonly<Record<string, z.ZodMiniType | undefined>> = {
  'POST /users/:userId/coach-creator-sessions': CreateCreatorSession,
  'POST /users/:userId/coach-creator-sessions/:sessionId/stream': CreatorTurn,
  'PUT /users/:userId/coach-creator-sessions/:sessionId': CreatorTurn,
  'PUT /users/:userId/coaches/:coachId': UpdateCoach,
  'POST /users/:userId/generate-upload-urls': GenerateUploadUrls,
  'POST /users/:userId/generate-download-urls': GenerateDownloadUrls,
  'POST /coach/start': StartPrompt,
  'POST /coach/sessions/:sessionId/messages': PromptMessage,
  'PUT /coach/sessions/:sessionId': UpdateSession,
  'POST /coach/sessions/:sessionId/drafts': EditDraft,
  'POST /coach/sessions/:sessionId/generate': Generate,
  'POST /users/:userId/brand-kits': NewBrandKit,
  'PUT /users/:userId/brand-kits/:brandKitId': NewBrandKit,
  'POST /coach/chat/stream': GameChatTurn,
  'POST /coach/chat': GameChatTurn,
  'POST /coach/chat/preflight': Preflight,
  'POST /coach/chat/abort': AbortPreflight,
  'POST /service/users/:userId/coach/chat/preflight': Preflight,
  'POST /service/users/:userId/coach/chat/record': RecordTurn,
  'POST /service/users/:userId/coach/chat/abort': AbortPreflight,
  'POST /coach/tools/execute': ExecuteTool,
  'POST /coach/notes': NewNote,
  'POST /coach/games': z.strictObject({ games: z.array(Game) }),
};

/** Writes without a body. */
export const hasNoBody = (route: string): boolean =>
  /\/turns\/:turnId\/abort$|\/coaches\/from-|:sessionId\/(?:extend|end)$/.test(route);
