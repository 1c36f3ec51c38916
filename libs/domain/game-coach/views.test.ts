import { expect, it } from 'vitest';
import { ChatMessage, ChatSession } from '#contract/game-chat';
import { aSessionRecord } from '#testing/simulation/turn-context-fixture';
import { message } from '#testing/storage-fixtures';
import { chatMessageView, chatSessionView } from './views.ts';

const SESSION = aSessionRecord(null, {
  kind: 'game_coach',
  title: 'Kickoffs',
  tokensIn: 1_500,
  tokensOut: 70,
  nextSeq: 12,
  skipped: 4,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:30:00.000Z',
});
const SHOWN = {
  sessionId: 'session-1',
  title: 'Kickoffs',
  status: 'active',
  messageCount: 8,
  tokensIn: 1_500,
  tokensOut: 70,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:30:00.000Z',
};

it('shows a conversation with its tokens and its messages, without the numbers that stay unused', () => {
  expect(ChatSession.parse(chatSessionView(SESSION))).toEqual(SHOWN);
  const { skipped: _, ...whole } = SESSION;
  expect(chatSessionView(whole)).toEqual({ ...SHOWN, messageCount: 12 });
});

it('shows the running turn of a conversation, and a deleted conversation as ended', () => {
  expect(chatSessionView({ ...SESSION, activeTurn: 'turn-2' })).toEqual({ ...SHOWN, activeTurnId: 'turn-2' });
  expect(chatSessionView({ ...SESSION, status: 'deleted' })).toEqual({ ...SHOWN, status: 'ended' });
  expect(chatSessionView({ ...SESSION, status: 'expired' })).toEqual({ ...SHOWN, status: 'expired' });
});

it('shows a message of a conversation with its texts, its blocks and its turn', () => {
  const stored = message(1, '', {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'Hm.', signature: 'c2ln', model: 'us.a.model' },
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_use', toolUseId: 't', name: 'get_recent_games', input: {} },
      { type: 'text', text: 'You won.' },
    ],
    turnId: 'turn-1',
    partial: true,
  });
  const shown = chatMessageView(stored, SESSION);
  expect(ChatMessage.parse(shown)).toEqual({
    messageId: stored.messageId,
    role: 'assistant',
    content: 'Let me look.\nYou won.',
    contentBlocks: [{ type: 'reasoning', text: 'Hm.', signature: 'c2ln' }, ...stored.content.slice(1)],
    turnId: 'turn-1',
    turnStatus: 'aborted',
    partial: true,
    createdAt: stored.createdAt,
  });
  expect(chatMessageView(message(2, 'Hi', { turnId: 'turn-2' }), { ...SESSION, activeTurn: 'turn-2' })).toMatchObject({
    role: 'user',
    turnStatus: 'running',
  });
});
