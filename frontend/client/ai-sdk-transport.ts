import type { ChatTransport, DefaultChatTransport, UIMessage, UIMessageChunk } from 'ai';
import { UNFINISHED } from '#contract/dialects/dialect';
import { turnIdOf } from '#contract/dialects/turn-id';
import type { SessionRef } from './coach-descriptor.ts';
import type { CoachClient } from './create-coach-client.ts';
import { readPaths, type TurnPaths, turnPaths } from './paths.ts';
import { routeOf, sessionField } from './routes.ts';

export interface AiSdkTransportOptions {
  /** `DefaultChatTransport` of the application's own `ai`, so that this package does not bring a second copy. */
  readonly Transport: typeof DefaultChatTransport;
  readonly client: Pick<CoachClient, 'connection' | 'userId' | 'stop'>;
  readonly session: SessionRef;
  /** The session does not exist yet: the first message creates it. Only where first turns do that. */
  readonly startsSession?: boolean;
  /** A turn that was running when the page was left; `resumeStream()` reads it from its beginning. */
  readonly openTurnId?: string;
}

export interface AiSdkTransport<Message extends UIMessage> extends ChatTransport<Message> {
  /** Ends the running turn at the server, as `stop()` of `useChat` does. Resolves when the server has answered. */
  stop(): Promise<void>;
}

/**
 * Maps messages to turn ids. A turn that ended without an answer is sent again under another id, and so is one whose
 * answer shall be generated again.
 *
 * @param openTurnId - A turn that was running when the page was left.
 */
function createTurnIds(sessionId: string, startsSession = false, openTurnId?: string) {
  const spent = new Set<string>();
  const unfinished = new Set([openTurnId]);
  const latest = new Map<string, string>();
  let first = startsSession ? sessionId : undefined;
  return {
    of(messageId: string, isRegenerated: boolean): string {
      const known = latest.get(messageId) ?? first ?? turnIdOf(sessionId, messageId);
      // Before anything was sent, the session that the first turn creates does not exist.
      const isAnother = first === undefined && isRegenerated && !unfinished.has(known);
      first = undefined;
      const turnId = isAnother || spent.has(known) ? crypto.randomUUID() : known;
      latest.set(messageId, turnId);
      unfinished.add(turnId);
      return turnId;
    },
    finish: (turnId: string) => void unfinished.delete(turnId),
    spend: (turnId: string) => void spent.add(turnId),
  };
}

/**
 * For `useChat` of the AI SDK, which also works without it. With it,
 * `stop()` ends the turn at the server, not only the connection;
 * text of an older epoch is dropped;
 * `regenerate()` is a new turn, and while a turn is unfinished it resumes that turn;
 * `resumeStream()` finds the turn; and only the last message is sent, so a long conversation fits into a request.
 *
 * `useChat` stops its chat when its component is unmounted: give it a `chat` of your own to keep the turn.
 */
export function createAiSdkTransport<Message extends UIMessage>(
  options: AiSdkTransportOptions,
): AiSdkTransport<Message> {
  const { client } = options;
  const { config, fetch, getToken } = client.connection;
  const session = routeOf(options.session, client.userId);
  /** The first path that streams; the SDK does not know of others. */
  const urlOf = ([{ url }]: TurnPaths) => `${url}${url.includes('?') ? '&' : '?'}protocol=ai-sdk`;
  const sdk = new options.Transport<Message>({
    fetch,
    headers: async () => ({ authorization: `Bearer ${await getToken(false)}` }),
    prepareSendMessagesRequest: ({ id, messages, trigger, messageId, body }) => ({
      api: urlOf(turnPaths(config, session, String(body?.['turnId']))),
      body: { ...body, id, messages, trigger, messageId },
    }),
    prepareReconnectToStreamRequest: () => ({ api: urlOf(readPaths(config, session, current ?? '')) }),
  });
  let current = options.openTurnId;
  const ids = createTurnIds(session.sessionId, options.startsSession, options.openTurnId);
  let reconnects = 0;

  const stop = async () => {
    if (current === undefined) return;
    const turnId = current;
    ids.spend(turnId);
    current = undefined;
    await client.stop(session, turnId);
  };

  /** Notices how the turn ends, and adds the `reset-step` that only newer versions of the SDK accept. */
  const watched = (stream: ReadableStream<UIMessageChunk>, turnId: string | undefined) => {
    const end = () => {
      if (current === turnId) current = undefined;
      if (turnId !== undefined) ids.finish(turnId);
    };
    return stream.pipeThrough(
      new TransformStream<UIMessageChunk, UIMessageChunk>({
        transform(chunk, controller) {
          const isSpent =
            chunk.type === 'abort' || (chunk.type === 'error' && !chunk.errorText.includes(UNFINISHED.code));
          if (isSpent && turnId !== undefined) ids.spend(turnId);
          if (isSpent || chunk.type === 'finish') end();
          if (chunk.type === 'data-reset') controller.enqueue({ type: 'reset-step' });
          controller.enqueue(chunk);
        },
      }),
    );
  };

  return {
    resumeStreamIsReplay: true,
    stop,
    async sendMessages({ messages, body, abortSignal, ...rest }) {
      const message = messages.findLast(({ role }) => role === 'user');
      if (!message) throw new TypeError('A turn needs a message of the user.');
      const turnId = ids.of(message.id, rest.trigger === 'regenerate-message');
      current = turnId;
      abortSignal?.addEventListener('abort', () => void (current === turnId && stop()));
      const stream = await sdk.sendMessages({
        ...rest,
        messages: [message],
        body: { ...body, ...sessionField(session, turnId), turnId },
        abortSignal,
      });
      return watched(stream, turnId);
    },
    async reconnectToStream(asked) {
      if (current === undefined) return null;
      reconnects += 1;
      const [mine, turnId] = [reconnects, current];
      // A chat also aborts a stream to request it again at once. That is no stop.
      const onAbort = () => queueMicrotask(() => void (mine === reconnects && stop()));
      asked.abortSignal?.addEventListener('abort', onAbort);
      const stream = await sdk.reconnectToStream(asked);
      return stream && watched(stream, turnId);
    },
  };
}
