import type { CoachEvent } from '#contract/events';
import type { Message } from './message.ts';
import type { ChatMessage, SessionState, StepText } from './session-state.ts';

type Of<Type extends CoachEvent['type']> = Extract<CoachEvent, { type: Type }>;

export const userKey = (turnId: string): string => `${turnId}:user`;
export const answerKey = (turnId: string): string => `${turnId}:answer`;

export const messageOf = (
  message: Pick<ChatMessage, 'key' | 'role' | 'text' | 'turnId' | 'state' | 'createdAt'> &
    Partial<Pick<ChatMessage, 'images' | 'extras'>>,
): ChatMessage => ({ images: [], extras: {}, ...message, thinking: [], preambles: [], tools: [] });

/** The message that a bubble shows, to be written or sent again. */
export const sentIn = ({ text, images, extras }: ChatMessage): Message => ({
  ...extras,
  text,
  ...(images.length > 0 && { images }),
});

/** Changes the open turn's answer, and creates it when its first part arrives. */
export function withAnswer<Own>(
  state: SessionState<Own>,
  change: (answer: ChatMessage) => ChatMessage,
): SessionState<Own> {
  const turnId = state.openTurn?.turnId;
  if (turnId === undefined) return state;
  const key = answerKey(turnId);
  const last = state.messages.at(-1);
  if (last?.key === key) return { ...state, messages: [...state.messages.slice(0, -1), change(last)] };
  const fresh = messageOf({ key, role: 'assistant', text: '', turnId, state: 'pending', createdAt: undefined });
  return { ...state, messages: [...state.messages, change(fresh)] };
}

/** Drops the open turn's answer. */
export function withoutAnswer<Own>(state: SessionState<Own>): SessionState<Own> {
  const turnId = state.openTurn?.turnId;
  const key = turnId === undefined ? undefined : answerKey(turnId);
  return { ...state, messages: state.messages.filter((message) => message.key !== key) };
}

function addThinking(steps: readonly StepText[], { step, text }: Of<'thinking'>): readonly StepText[] {
  const last = steps.at(-1);
  return last?.step === step ? [...steps.slice(0, -1), { step, text: last.text + text }] : [...steps, { step, text }];
}

export const addChunk = <Own>(state: SessionState<Own>, { text }: Of<'chunk'>): SessionState<Own> => ({
  ...withAnswer(state, (answer) => ({ ...answer, text: answer.text + text })),
  streamingStage: 'streaming',
  contextual: undefined,
});

export const addThought = <Own>(state: SessionState<Own>, event: Of<'thinking'>): SessionState<Own> => ({
  ...withAnswer(state, (answer) => ({ ...answer, thinking: addThinking(answer.thinking, event) })),
  streamingStage: 'thinking',
});

/** Text before a tool call is a preamble, not the answer. */
export const addTool = <Own>(
  state: SessionState<Own>,
  { toolUseId, name, label, step }: Of<'tool'>,
): SessionState<Own> => ({
  ...withAnswer(state, ({ text, ...answer }) => ({
    ...answer,
    text: '',
    preambles: text ? [...answer.preambles, { step, text }] : answer.preambles,
    tools: [...answer.tools, { toolUseId, name, label, step, state: 'running' }],
  })),
  streamingStage: 'thinking',
});

/** The answer as the server stores it. A preamble that it contains is not shown twice. */
export const withText = (answer: ChatMessage, text: string, state: ChatMessage['state']): ChatMessage => ({
  ...answer,
  text,
  state,
  preambles: answer.preambles.filter((preamble) => !text.includes(preamble.text)),
});

export const endTool = <Own>(state: SessionState<Own>, event: Of<'tool_result'>): SessionState<Own> =>
  withAnswer(state, (answer) => ({
    ...answer,
    tools: answer.tools.map((tool) =>
      tool.toolUseId === event.toolUseId
        ? { ...tool, state: event.ok ? 'ok' : 'failed', summary: event.summary, durationMs: event.durationMs }
        : tool,
    ),
  }));
