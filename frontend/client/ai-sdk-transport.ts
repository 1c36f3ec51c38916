import type { ChatTransport, DefaultChatTransport, UIMessage, UIMessageChunk } from 'ai';
import { UNFINISHED } from '#contract/dialects/dialect';
import { turnIdOf } from '#contract/dialects/turn-id';
import type { CoachClient, SessionId } from './create-coach-client.ts';
import { createPaths } from './paths.ts';

export interface AiSdkTransportOptions {
  /** `DefaultChatTransport` of the application's own `ai`: handed over, so that this package doesn't bring another. */
  readonly Transport: typeof DefaultChatTransport;
  readonly client: Pick<CoachClient, 'connection' | 'userId' | 'stop'>;
  readonly session: SessionId;
  /** A turn that was under way when the page was left; `resume` reads it from its beginning. */
  readonly openTurnId?: string;
}

export interface AiSdkTransport<Message extends UIMessage> extends ChatTransport<Message> {
  /** Ends the turn under way at the server, as `stop()` of `useChat` does. Resolves when the server has answered. */
  stop(): Promise<void>;
}

/**
 * For `useChat` of the AI SDK, which works without it too. With it,
 * `stop()` ends the turn at the server and not just the connection;
 * text of an attempt that was given up goes away;
 * `regenerate()` after an error or a stop is a new turn, and before the end of one it reads that turn on;
 * `resumeStream()` finds the turn; and only the last message is sent, so a long conversation fits into a request.
 *
 * `useChat` stops its chat when its component goes: hand it a `chat` of your own when a turn shall outlive that.
 */
export function createAiSdkTransport<Message extends UIMessage>(
  options: AiSdkTransportOptions,
): AiSdkTransport<Message> {
  const { client, session } = options;
  const { config, fetch, getToken, now } = client.connection;
  const { url } = createPaths(config, { ...session, userId: client.userId }, { number: 1, until: 0 }, now).current();
  const sdk = new options.Transport<Message>({
    api: `${url}?protocol=ai-sdk`,
    fetch,
    headers: async () => ({ authorization: `Bearer ${await getToken(false)}` }),
    prepareReconnectToStreamRequest: () => ({
      api: `${url.replace(/\/stream$/, '')}/turns/${current ?? ''}/stream?protocol=ai-sdk`,
    }),
  });
  let current = options.openTurnId;
  /** Turns that ended without an answer, and the turns that took their place. */
  const spent = new Set<string>();
  const latest = new Map<string, string>();
  let reconnects = 0;

  const turnFor = ({ id }: Message): string => {
    const known = latest.get(id) ?? turnIdOf(session.sessionId, id);
    const turnId = spent.has(known) ? crypto.randomUUID() : known;
    latest.set(id, turnId);
    return turnId;
  };
  const stop = async () => {
    if (current === undefined) return;
    const turnId = current;
    spent.add(turnId);
    current = undefined;
    await client.stop(session, turnId);
  };

  /** Sees how the turn ends, and says `reset-step` to an SDK that knows it: the server can't tell which one it has. */
  const watched = (stream: ReadableStream<UIMessageChunk>, turnId: string | undefined) => {
    const end = () => {
      if (current === turnId) current = undefined;
    };
    return stream.pipeThrough(
      new TransformStream<UIMessageChunk, UIMessageChunk>({
        transform(chunk, controller) {
          const isSpent =
            chunk.type === 'abort' || (chunk.type === 'error' && !chunk.errorText.includes(UNFINISHED.code));
          if (isSpent && turnId !== undefined) spent.add(turnId);
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
      const turnId = turnFor(message);
      current = turnId;
      abortSignal?.addEventListener('abort', () => void (current === turnId && stop()));
      const stream = await sdk.sendMessages({
        ...rest,
        messages: [message],
        body: { ...body, turnId },
        abortSignal,
      });
      return watched(stream, turnId);
    },
    async reconnectToStream(asked) {
      if (current === undefined) return null;
      reconnects += 1;
      const [mine, turnId] = [reconnects, current];
      // A chat also drops a stream in order to ask for it again, in the same breath; that is no stop.
      const onAbort = () => queueMicrotask(() => void (mine === reconnects && stop()));
      asked.abortSignal?.addEventListener('abort', onAbort);
      const stream = await sdk.reconnectToStream(asked);
      return stream && watched(stream, turnId);
    },
  };
}
