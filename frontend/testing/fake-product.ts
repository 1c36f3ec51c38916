import type { CreatorSessionWithMessages } from '#contract/creator-session-responses';
import type { CoachEvent } from '#contract/events';
import { PROBLEMS, type ProblemCode } from '#contract/problems';
import { formatFrame } from '#contract/sse';
import { SESSION } from './turn-fixtures.ts';

/** A turn that a test says itself, event by event. */
export interface SpokenTurn {
  readonly body: Record<string, unknown>;
  say(...events: readonly CoachEvent[]): void;
  /** The stream is over, well or not. */
  hangUp(): void;
}

/** Answers `fetch` in memory, at the pace of a test. */
export interface FakeProduct {
  readonly fetch: typeof fetch;
  /** As every read of the session answers. */
  session: CreatorSessionWithMessages;
  readonly turns: SpokenTurn[];
  /** Turns that somebody reads along with, without having asked for them. */
  readonly watched: SpokenTurn[];
  /** `METHOD path` of everything that was asked. */
  readonly asked: string[];
  /** The next turn is refused with it. */
  refuseNext(code: ProblemCode, headers?: Record<string, string>, details?: ProblemOptions['details']): void;
}

export const aSession = (more: Partial<CreatorSessionWithMessages> = {}): CreatorSessionWithMessages => ({
  sessionId: SESSION,
  status: 'active',
  isComplete: false,
  phase: 'collecting',
  progressDetails: {
    topicsCompleted: 3,
    totalTopics: 10,
    percentage: 30,
    sophisticationLevel: 'BEGINNER',
    currentTopic: 'experience_level',
  },
  sophisticationLevel: 'BEGINNER',
  checklist: [
    { topic: 'goals_and_timeline', required: true, isComplete: true, wording: '', fields: {} },
    { topic: 'experience_level', required: true, isComplete: false, wording: '', fields: {} },
    { topic: 'a_topic_of_the_deployer', required: false, isComplete: false, wording: '', fields: {} },
  ],
  title: null,
  turnsUsed: 0,
  expiresAt: null,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
  messages: [
    {
      messageId: 'greeting',
      role: 'assistant',
      content: 'Welcome. What brings you here?',
      contentBlocks: [],
      createdAt: '2026-11-21T10:00:00.000Z',
    },
  ],
  ...more,
});

export interface ProblemOptions {
  readonly headers?: Record<string, string>;
  readonly details?: Readonly<Record<string, unknown>>;
}

export function problemResponse(code: ProblemCode, { headers, details }: ProblemOptions = {}): Response {
  const { status, message, retryable } = PROBLEMS[code];
  return new Response(JSON.stringify({ error: { code, message, retryable, ...(details && { details }) } }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

/** A call to the REST API. */
export interface RestCall {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

function speak(body: Record<string, unknown>, signal: AbortSignal | null | undefined): [SpokenTurn, Response] {
  const encoder = new TextEncoder();
  let seq = 0;
  let isOpen = true;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => {
      isOpen = false;
    },
  });
  signal?.addEventListener('abort', () => {
    if (isOpen) controller?.error(signal.reason);
    isOpen = false;
  });
  const turn: SpokenTurn = {
    body,
    say(...events) {
      for (const event of events) {
        const frame = event.type === 'contextual' ? { event } : { id: { epoch: 1, seq: ++seq }, event };
        if (isOpen) controller?.enqueue(encoder.encode(formatFrame(frame)));
      }
    },
    hangUp() {
      if (isOpen) controller?.close();
      isOpen = false;
    },
  };
  return [turn, new Response(stream, { headers: { 'content-type': 'text/event-stream' } })];
}

/** @param answer - Says something else than the session to whom it wants to. */
export function createFakeProduct(
  session: CreatorSessionWithMessages = aSession(),
  answer: (call: RestCall) => Response | undefined = () => undefined,
): FakeProduct {
  const refusals: Response[] = [];
  const product: FakeProduct = {
    session,
    turns: [],
    watched: [],
    asked: [],
    refuseNext: (code, headers = {}, details = {}) => void refusals.push(problemResponse(code, { headers, details })),
    fetch: async (input, init) => {
      const { pathname, origin, searchParams: query } = new URL(String(input));
      const method = init?.method ?? 'GET';
      const body = init?.body === undefined ? undefined : (JSON.parse(String(init.body)) as Record<string, unknown>);
      product.asked.push(`${method} ${pathname}`);
      if (pathname.endsWith('/abort')) return Response.json({});
      if (origin !== 'http://stream' && !pathname.endsWith('/stream')) {
        return answer({ method, pathname, query, body }) ?? Response.json(product.session);
      }
      if (method === 'GET') {
        const [watched, response] = speak({}, init?.signal);
        product.watched.push(watched);
        return response;
      }
      const refusal = refusals.shift();
      if (refusal) return refusal;
      const [turn, response] = speak(body ?? {}, init?.signal);
      product.turns.push(turn);
      return response;
    },
  };
  return product;
}
