import { describe, expect, it } from 'vitest';
import { CreatorSession, SessionMessage } from '#contract/creator-session-responses';
import type { SessionRecord } from '#ports/session-records';
import { aSessionRecord } from '#testing/simulation/turn-context-fixture';
import { messageView, sessionView } from './session.ts';
import { type CreatorState, INITIAL_STATE, withHeard } from './state.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

const aSession = (more: Partial<SessionRecord<CreatorState>> = {}) =>
  aSessionRecord(INITIAL_STATE, {
    expiresAt: '2026-12-21T10:00:00.000Z',
    turnsUsed: 2,
    nextSeq: 5,
    version: 3,
    createdAt: '2026-11-21T09:00:00.000Z',
    updatedAt: '2026-11-21T09:30:00.000Z',
    ...more,
  });

describe('sessionView', () => {
  it('returns a session with its progress and checklist', () => {
    const fields = withHeard({}, { primaryGoals: { value: ['get stronger'], confidence: 'high' } }, 'turn-1');
    const more = { title: 'A title', activeTurn: 'turn-2' };
    const view = sessionView(aSession({ ...more, state: { ...INITIAL_STATE, fields } }), NOW);
    expect(CreatorSession.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      sessionId: 'session-1',
      status: 'active',
      isComplete: false,
      phase: 'collecting',
      title: 'A title',
      turnsUsed: 2,
      expiresAt: '2026-12-21T10:00:00.000Z',
      createdAt: '2026-11-21T09:00:00.000Z',
      updatedAt: '2026-11-21T09:30:00.000Z',
      activeTurnId: 'turn-2',
    });
    expect(view).toMatchObject({ progressDetails: { topicsCompleted: 0, totalTopics: 10, percentage: 0 } });
    expect(view.checklist).toHaveLength(11);
    expect(view.checklist[1]).toEqual({
      topic: 'goals_and_timeline',
      required: true,
      isComplete: false,
      wording: 'By when would you like to get there?',
      fields: { primaryGoals: { value: ['get stronger'], confidence: 'high', turnId: 'turn-1' } },
    });
  });

  it('omits topics that a beginner is not asked', () => {
    const { checklist } = sessionView(aSession({ state: { ...INITIAL_STATE, level: 'BEGINNER' } }), NOW);
    expect(checklist.map(({ topic }) => topic)).not.toContain('competition_goals');
    expect(checklist).toHaveLength(10);
  });

  it('computes the expiry of a session from the clock, whatever status is stored', () => {
    const later = Date.parse('2026-12-21T10:00:00Z');
    expect(sessionView(aSession(), later - 1).status).toBe('active');
    expect(sessionView(aSession(), later).status).toBe('expired');
    expect(sessionView(aSession({ status: 'expired', expiresAt: null }), NOW).status).toBe('expired');
    expect(sessionView(aSession({ status: 'ended' }), later).status).toBe('ended');
    expect(sessionView(aSession({ expiresAt: null }), later).status).toBe('active');
  });
});

describe('messageView', () => {
  it('returns text and images of a message without tool calls and reasoning', () => {
    const stored = {
      messageId: 'message-1',
      seq: 1,
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'secret', signature: 'x' },
        { type: 'image', key: 'user-uploads/a/b.jpg' },
        { type: 'text', text: 'One' },
        { type: 'tool_use', toolUseId: 't', name: 'record_intake', input: {} },
        { type: 'text', text: 'Two' },
      ],
      turnId: 'turn-1',
      partial: true,
      createdAt: '2026-11-21T09:00:00.000Z',
    } as const;
    const view = messageView(stored, aSessionRecord(INITIAL_STATE));
    expect(SessionMessage.parse(view)).toEqual(view);
    expect(view).toMatchObject({ content: 'One\nTwo', turnId: 'turn-1', turnStatus: 'aborted', partial: true });
    expect(view.contentBlocks.map(({ type }) => type)).toEqual(['image', 'text', 'text']);
  });

  it('returns the greeting message without a turn', () => {
    const greeting = { messageId: 'm', seq: 0, role: 'assistant', content: [], createdAt: '' } as const;
    const view = messageView(greeting, aSessionRecord(INITIAL_STATE));
    expect(view).toEqual({ messageId: 'm', role: 'assistant', content: '', contentBlocks: [], createdAt: '' });
  });
});
