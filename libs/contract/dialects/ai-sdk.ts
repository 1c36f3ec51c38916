import type { CoachEvent, StopReason } from '../events.ts';
import { HEARTBEAT } from '../sse.ts';
import { requestOf } from './conversation.ts';
import { type Dialect, type Encoder, factsOf, type StreamOf, UNFINISHED } from './dialect.ts';
import { type Brackets, createBlocks, encoderOf, type Part } from './parts.ts';

/** The body that `DefaultChatTransport` sends, with whatever the application or assistant-ui adds to it. */
const request = requestOf(({ id, messages: _messages, ...extra }) => ({ chatId: String(id), extra }));

/** Reasons that every version of the SDK since 5 knows; `tool-calls` would ask assistant-ui for an action. */
const FINISH_REASONS: Readonly<Record<StopReason, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'stop',
  max_tokens: 'length',
  step_limit: 'length',
  content_filtered: 'content-filter',
};

/** Passed to `onData` only. Other data parts stay in the message, and come back with every later request. */
const TRANSIENT: ReadonlySet<CoachEvent['type']> = new Set(['start', 'trial_started', 'contextual']);

const dataOf = (event: CoachEvent): Part => ({
  type: `data-${event.type.replaceAll('_', '-')}`,
  data: factsOf(event),
  ...(TRANSIENT.has(event.type) && { transient: true }),
});

/** The coach runs its tools itself, and the client does not have to know them. */
const OUR_TOOL = { dynamic: true, providerExecuted: true };

interface Failure {
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
}

type EventOf<Type extends CoachEvent['type']> = Extract<CoachEvent, { type: Type }>;

const errorPart = ({ code, retryable, retryAfterMs }: Failure): Part => ({
  type: 'error',
  errorText: JSON.stringify({ code, retryable, retryAfterMs }),
});

const BRACKETS: Brackets = {
  start: ({ kind, number }) => [{ type: `${kind}-start`, id: `${kind}-${number}` }],
  delta: ({ kind, number }, delta) => ({ type: `${kind}-delta`, id: `${kind}-${number}`, delta }),
  end: ({ kind, number }) => [{ type: `${kind}-end`, id: `${kind}-${number}` }],
  abandoned: (toolCallId) => ({ type: 'tool-output-error', toolCallId, errorText: 'abandoned', ...OUR_TOOL }),
};

function createEncoder({ turnId }: StreamOf): Encoder {
  const blocks = createBlocks(BRACKETS);

  const partsOf = (event: CoachEvent): readonly Part[] => {
    switch (event.type) {
      case 'chunk':
        return blocks.write('text', event.text, event.step);
      case 'thinking':
        return blocks.write('reasoning', event.text, event.step);
      case 'snapshot':
        return event.text === '' ? [] : blocks.write('text', event.text, 0);
      case 'tool': {
        const { toolUseId: toolCallId, name: toolName, label: title, input } = event;
        const part = { type: 'tool-input-available', toolCallId, toolName, title, input, ...OUR_TOOL };
        return [...blocks.beginTool(toolCallId), part];
      }
      case 'tool_result':
        return blocks.endTool(event.toolUseId) ? [resultOf(event)] : [];
      case 'reset':
        return [...blocks.settle(), dataOf(event)];
      case 'complete':
        return [...blocks.settle(), dataOf(event), { type: 'finish', finishReason: FINISH_REASONS[event.stopReason] }];
      case 'aborted':
        return [...blocks.settle(), dataOf(event), { type: 'abort' }, { type: 'finish', finishReason: 'other' }];
      case 'error':
        return [...blocks.settle(), errorPart(event)];
      case 'start':
      case 'trial_started':
      case 'contextual':
      case 'grounding':
      case 'grounding_complete':
      case 'intent_ready':
      case 'workout_logged':
      case 'memory_saved':
        return [dataOf(event)];
      default:
        return event satisfies never;
    }
  };

  return encoderOf({
    begin: () => [{ type: 'start', messageId: `${turnId}-answer` }],
    partsOf,
    unfinished: () => [...blocks.settle(), errorPart(UNFINISHED)],
    closing: 'data: [DONE]\n\n',
  });
}

function resultOf({ toolUseId: toolCallId, ok, summary, durationMs }: EventOf<'tool_result'>): Part {
  return ok
    ? { type: 'tool-output-available', toolCallId, output: { ok, summary, durationMs }, ...OUR_TOOL }
    : { type: 'tool-output-error', toolCallId, errorText: summary, ...OUR_TOOL };
}

/**
 * The AI SDK's UI message stream, version 1, as `useChat` and assistant-ui read it.
 *
 * After `data-reset` the parts before it do not count. The SDK can drop parts only by `reset-step`, which versions 5 and
 * 6 refuse together with the whole stream, so it is never sent; our transport puts it in where the client knows it.
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export const aiSdk: Dialect = {
  omitsFinished: true,
  headers: { 'x-vercel-ai-ui-message-stream': 'v1' },
  heartbeat: HEARTBEAT,
  request,
  createEncoder,
};
