import type { ContentBlock, ChatMessage as StoredMessage } from '#contract/game-chat';
import { answerKey, messageOf, userKey } from './reduce-answer.ts';
import type { ChatMessage, ToolChip } from './session-state.ts';

/** The key that the reducer gives to the same message, so that a reload does not move it. */
function keyOf({ messageId, role, turnId }: Pick<StoredMessage, 'messageId' | 'role' | 'turnId'>): string {
  if (turnId === undefined) return messageId;
  return role === 'user' ? userKey(turnId) : answerKey(turnId);
}

/** An answer while it is put together from its blocks. */
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

/** Adds a stored block, as the reducer adds the events of the stream. */
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

const imagesOf = ({ contentBlocks }: StoredMessage): readonly string[] =>
  contentBlocks.flatMap((block) => (block.type === 'image' ? [block.key] : []));

const questionOf = (message: StoredMessage): ChatMessage => {
  const { content: text, turnId, createdAt, turnStatus } = message;
  return messageOf({
    key: keyOf(message),
    role: 'user',
    text,
    images: imagesOf(message),
    turnId,
    state: turnStatus === 'aborted' ? 'partial' : 'done',
    createdAt,
  });
};

/** A turn that left no answer failed, unless it is still running or was stopped. */
function withFailures(messages: readonly ChatMessage[], runningTurnId: string | undefined): readonly ChatMessage[] {
  const answered = new Set(messages.flatMap(({ role, turnId }) => (role === 'assistant' && turnId ? [turnId] : [])));
  return messages.map((message) => {
    const { role, turnId, state } = message;
    if (role !== 'user' || !turnId) return message;
    if (answered.has(turnId)) return { ...message, state: 'done' };
    if (turnId === runningTurnId) return { ...message, state: 'pending' };
    return state === 'partial' ? message : { ...message, state: 'failed' };
  });
}

/** Stored messages as bubbles: one for each question, and one for everything that led to its answer. */
export function loadedMessages(
  messages: readonly StoredMessage[],
  runningTurnId: string | undefined,
): readonly ChatMessage[] {
  const groups: StoredMessage[][] = [];
  for (const message of messages) {
    const last = groups.at(-1);
    const isQuestion = message.role === 'user' && !isResult(message);
    const isSameTurn = message.turnId !== undefined && message.turnId === last?.[0]?.turnId;
    const isContinued = isSameTurn && last?.[0]?.role === 'assistant' && !isQuestion;
    if (isContinued) last.push(message);
    else groups.push([message]);
  }
  const bubbles = groups.map((group) =>
    group[0]?.role === 'user' && !isResult(group[0]) ? questionOf(group[0]) : answerOf(group),
  );
  return withFailures(bubbles, runningTurnId);
}
