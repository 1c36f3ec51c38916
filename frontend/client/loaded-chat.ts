import type { ChatSession, ContentBlock, ChatMessage as StoredMessage } from '#contract/game-chat';
import { keyOf, withFailures } from './loaded-session.ts';
import type { LoadedSession } from './local-action.ts';
import { messageOf } from './reduce-answer.ts';
import type { ChatMessage, ToolChip } from './session-state.ts';

/** An answer while it is put together of its blocks. */
interface Draft {
  readonly answer: ChatMessage;
  /** Counts model calls from 1: one ends when a result of a tool comes back. */
  readonly step: number;
  readonly hasResult: boolean;
}

const isResult = ({ contentBlocks }: StoredMessage): boolean =>
  contentBlocks.some(({ type }) => type === 'tool_result');

const blocksOf = ({ content, contentBlocks }: StoredMessage): readonly ContentBlock[] =>
  contentBlocks.length > 0 ? contentBlocks : [{ type: 'text', text: content }];

type ToolResult = Extract<ContentBlock, { type: 'tool_result' }>;

const endTool = (tools: readonly ToolChip[], result: ToolResult): readonly ToolChip[] =>
  tools.map((tool) => {
    if (tool.toolUseId !== result.toolUseId) return tool;
    const { ok, summary, durationMs } = result;
    const told = { ...(summary !== undefined && { summary }), ...(durationMs !== undefined && { durationMs }) };
    return { ...tool, ...told, state: ok ? 'ok' : 'failed' };
  });

/** The same that the stream's events make of an answer. */
function addBlock({ answer, step: before, hasResult }: Draft, block: ContentBlock): Draft {
  if (block.type === 'tool_result') {
    return {
      answer: { ...answer, tools: endTool(answer.tools, block) },
      step: before,
      hasResult: true,
    };
  }
  const step = hasResult ? before + 1 : before;
  const draft = { step, hasResult: false };
  switch (block.type) {
    case 'text':
      return { ...draft, answer: { ...answer, text: answer.text + block.text } };
    case 'reasoning':
      return { ...draft, answer: { ...answer, thinking: [...answer.thinking, { step, text: block.text }] } };
    case 'tool_use': {
      const { toolUseId, name } = block;
      const preambles = answer.text === '' ? answer.preambles : [...answer.preambles, { step, text: answer.text }];
      const tools: readonly ToolChip[] = [...answer.tools, { toolUseId, name, label: name, step, state: 'ok' }];
      return { ...draft, answer: { ...answer, text: '', preambles, tools } };
    }
    default:
      return { ...draft, answer };
  }
}

function answerOf(messages: readonly StoredMessage[]): ChatMessage {
  const last = messages.at(-1);
  const answer = messageOf({
    key: last ? keyOf({ ...last, role: 'assistant' }) : '',
    role: 'assistant',
    text: '',
    turnId: last?.turnId,
    state: messages.some(({ partial }) => partial) ? 'partial' : 'done',
    createdAt: last?.createdAt,
  });
  return messages.flatMap(blocksOf).reduce<Draft>(addBlock, { answer, step: 1, hasResult: false }).answer;
}

const questionOf = (message: StoredMessage): ChatMessage => {
  const { content, turnId, createdAt } = message;
  return messageOf({ key: keyOf(message), role: 'user', text: content, turnId, state: 'done', createdAt });
};

/** One bubble for what was asked, and one for everything that led to its answer. */
function bubblesOf(messages: readonly StoredMessage[]): readonly ChatMessage[] {
  const groups: StoredMessage[][] = [];
  for (const message of messages) {
    const last = groups.at(-1);
    const isQuestion = message.role === 'user' && !isResult(message);
    const goesOn = last?.[0]?.role === 'assistant' && last[0].turnId === message.turnId && !isQuestion;
    if (goesOn) last.push(message);
    else groups.push([message]);
  }
  return groups.map((group) =>
    group[0]?.role === 'user' && !isResult(group[0]) ? questionOf(group[0]) : answerOf(group),
  );
}

/** A conversation with the game coach as the API gives it, in the words of the reducer. */
export const loadedChatFrom = (session: ChatSession, messages: readonly StoredMessage[]): LoadedSession => ({
  type: 'session_loaded',
  messages: withFailures(bubblesOf(messages), session.activeTurnId),
  progress: undefined,
  readyToConfirm: false,
  isComplete: false,
  turnsUsed: messages.filter((message) => message.role === 'user' && !isResult(message)).length,
  expiresAt: null,
});
