import { setTimeout as sleep } from 'node:timers/promises';
import type { ContentBlock } from '#contract/game-chat';
import type {
  AbortPreflight,
  Preflight,
  PreflightAnswer,
  RecordTurn,
  ToolExecuted,
  ToolSchemas,
} from '#contract/game-chat-requests';
import type { ProblemBody } from '#contract/problems';
import { type Signing, signedPost } from './signed-post.ts';

export interface CoachAccess {
  readonly apiUrl: string;
  readonly userId: string;
  /** The person's access token. Tools run as this person. */
  readonly token: string;
  readonly signing: Signing;
  /** Pause before a record or an abort is repeated, in milliseconds. */
  readonly retryMs?: number;
}

export type CoachApi = ReturnType<typeof createCoachApi>;
type ToolUse = Extract<ContentBlock, { type: 'tool_use' }>;
export type ToolResult = Extract<ContentBlock, { type: 'tool_result' }>;

const ATTEMPTS = 4;

/** The coach's side of an external loop, for a trusted backend that acts for one person. */
export function createCoachApi({ apiUrl, userId, token, signing, retryMs = 1_000 }: CoachAccess) {
  const asService = (action: string, body: object) =>
    signedPost(`${apiUrl}/service/users/${encodeURIComponent(userId)}/coach/chat/${action}`, body, signing);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  /** Only for requests that change nothing when they are repeated. */
  const repeat = async (send: () => Promise<Response>): Promise<Response> => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await send().catch((error) => {
        if (attempt === ATTEMPTS) throw error;
      });
      if (response && (attempt === ATTEMPTS || !isTemporary(response))) return response;
      await sleep(retryMs);
    }
  };

  return {
    preflight: async (question: Preflight) => answerOf<PreflightAnswer>(await asService('preflight', question)),
    record: async (turn: RecordTurn) => answerOf<{ recorded: true }>(await repeat(() => asService('record', turn))),
    abort: async (turn: AbortPreflight) => answerOf<{ aborted: true }>(await repeat(() => asService('abort', turn))),
    tools: async () => (await answerOf<ToolSchemas>(await fetch(`${apiUrl}/coach/tools/schema`, { headers }))).tools,
    async run({ name: toolName, toolUseId, input: toolInput }: ToolUse): Promise<ToolResult> {
      const body = JSON.stringify({ toolName, toolInput });
      const response = await fetch(`${apiUrl}/coach/tools/execute`, { method: 'POST', headers, body });
      const { ok, result } = await answerOf<ToolExecuted>(response);
      return { type: 'tool_result', toolUseId, ok, content: result };
    },
  };
}

const isTemporary = ({ status }: Response): boolean => status === 429 || status >= 500;

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer;
  const { error } = (await response.json()) as ProblemBody;
  throw new Error(`the coach refused with ${response.status} ${error.code}`);
}
