import type { CoachEvent } from '../events.ts';
import { HEARTBEAT } from '../sse.ts';
import type { Usage } from '../usage.ts';
import { requestOf } from './conversation.ts';
import { type Dialect, type Encoder, factsOf, type StreamOf, UNFINISHED } from './dialect.ts';
import { type Block, type Brackets, createBlocks, encoderOf, type Part } from './parts.ts';

/** The `RunAgentInput` that `HttpAgent` sends. A coach ignores the client's state, tools and context. */
const request = requestOf(({ threadId, runId, messages, forwardedProps }, last) => ({
  chatId: String(threadId),
  extra: Object(forwardedProps),
  run: {
    threadId: String(threadId),
    runId: String(runId),
    history: messages.slice(0, last + 1),
    remains: messages.slice(last + 1),
  },
}));

const NAMES = { text: 'TEXT_MESSAGE', reasoning: 'REASONING_MESSAGE' } as const;

const bracketsOf = (turnId: string): Brackets => {
  const part = ({ kind, number }: Block, what: string, more?: object): Part => ({
    type: `${NAMES[kind]}_${what}`,
    messageId: `${turnId}-${number}`,
    ...more,
  });
  /** Reasoning has an outer and an inner start and end. */
  const span = ({ kind, number }: Block, what: string): readonly Part[] =>
    kind === 'reasoning' ? [{ type: `REASONING_${what}`, messageId: `${turnId}-${number}` }] : [];
  return {
    start: (block) => [
      ...span(block, 'START'),
      part(block, 'START', { role: block.kind === 'text' ? 'assistant' : 'reasoning' }),
    ],
    delta: (block, delta) => part(block, 'CONTENT', { delta }),
    end: (block) => [part(block, 'END'), ...span(block, 'END')],
    abandoned: (toolUseId) => resultOf(toolUseId, { ok: false, summary: 'abandoned' }),
  };
};

const resultOf = (toolCallId: string, result: object): Part => ({
  type: 'TOOL_CALL_RESULT',
  messageId: `${toolCallId}-result`,
  toolCallId,
  content: JSON.stringify(result),
  role: 'tool',
});

const callOf = ({ toolUseId: toolCallId, name: toolCallName, label, input }: EventOf<'tool'>): readonly Part[] => [
  { type: 'TOOL_CALL_START', toolCallId, toolCallName, metadata: { label } },
  { type: 'TOOL_CALL_ARGS', toolCallId, delta: JSON.stringify(input) },
  { type: 'TOOL_CALL_END', toolCallId },
];

type EventOf<Type extends CoachEvent['type']> = Extract<CoachEvent, { type: Type }>;

const custom = (event: CoachEvent): Part => ({ type: 'CUSTOM', name: event.type, value: factsOf(event) });

/** The end of a run without an error: completed, or stopped by the person. */
function finished(names: object, event: EventOf<'complete'> | EventOf<'aborted'>): Part {
  const { usage: _, ...result } = factsOf(event);
  const outcome =
    event.type === 'complete' ? { outcome: { type: 'success' }, result } : { outcome: { type: 'cancelled' } };
  return { type: 'RUN_FINISHED', ...names, ...outcome, usage: usageOf(event.usage) };
}

/** Their input tokens include cache reads and writes; ours do not. */
const usageOf = ({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: Usage) => {
  const input = inputTokens + cacheReadTokens + cacheWriteTokens;
  return [
    {
      inputTokens: input,
      outputTokens,
      totalTokens: input + outputTokens,
      cachedInputTokens: cacheReadTokens,
      cacheWriteInputTokens: cacheWriteTokens,
    },
  ];
};

function createEncoder({ turnId, sessionId, message }: StreamOf): Encoder {
  const { threadId, runId, history, remains = [] } = message?.run ?? { threadId: sessionId, runId: turnId };
  const names = { threadId, runId };
  const blocks = createBlocks(bracketsOf(turnId));
  let thoughts = remains.flatMap(({ id, role }) => (role === 'reasoning' ? [id] : []));

  /**
   * Takes the client back to the person's message. A snapshot removes the messages that it does not contain; reasoning
   * only when it contains some, so an empty one stays.
   */
  const rewind = (): readonly Part[] => {
    const emptied = thoughts.slice(-1).map((id) => ({ id, role: 'reasoning', content: '' }));
    return history ? [{ type: 'MESSAGES_SNAPSHOT', messages: [...history, ...emptied] }] : [];
  };
  const write = (kind: Block['kind'], text: string, step: number): readonly Part[] => {
    const parts = blocks.write(kind, text, step);
    const begun = parts.find(({ type }) => type === 'REASONING_START');
    if (begun) thoughts = [...thoughts, String(begun['messageId'])];
    return parts;
  };

  const partsOf = (event: CoachEvent): readonly Part[] => {
    switch (event.type) {
      case 'chunk':
        return write('text', event.text, event.step);
      case 'thinking':
        return write('reasoning', event.text, event.step);
      case 'snapshot':
        return event.text === '' ? [] : write('text', event.text, 0);
      case 'tool':
        return [...blocks.beginTool(event.toolUseId), ...callOf(event)];
      case 'tool_result': {
        const { toolUseId, ok, summary, durationMs } = event;
        return blocks.endTool(toolUseId) ? [resultOf(toolUseId, { ok, summary, durationMs })] : [];
      }
      case 'reset':
        return [...blocks.settle(), ...rewind(), custom(event)];
      case 'complete':
      case 'aborted':
        return [...blocks.settle(), finished(names, event)];
      case 'error':
        return [...blocks.settle(), custom(event), { type: 'RUN_ERROR', message: event.message, code: event.code }];
      case 'start':
      case 'trial_started':
      case 'contextual':
      case 'grounding':
      case 'grounding_complete':
      case 'intent_ready':
      case 'workout_logged':
      case 'memory_saved':
        return [custom(event)];
      default:
        return event satisfies never;
    }
  };

  return encoderOf({
    begin: () => [{ type: 'RUN_STARTED', ...names, protocolVersion: '1.0' }, ...(remains.length > 0 ? rewind() : [])],
    partsOf,
    unfinished: () => [...blocks.settle(), { type: 'RUN_ERROR', message: UNFINISHED.message, code: UNFINISHED.code }],
    closing: '',
  });
}

/**
 * AG-UI 1.0, as `HttpAgent` reads it. RUN_FINISHED or RUN_ERROR is the last event.
 * @see https://docs.ag-ui.com/concepts/events
 */
export const agUi: Dialect = {
  headers: {},
  heartbeat: HEARTBEAT,
  request,
  createEncoder,
};
