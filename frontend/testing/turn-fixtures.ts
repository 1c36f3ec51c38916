import type { TurnStorage } from '#client/ports';
import { COACHES } from '#contract/coaches';
import type { CoachEvent, CompleteEvent } from '#contract/events';
import { NO_USAGE } from '#contract/usage';
import type { WebConfig } from '#contract/web-config';

export const TURN = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';
export const SESSION = '01JD8Y7Z6K3M9QW2R5T8V0XABC';

export const started = (turnId = TURN): CoachEvent => ({
  type: 'start',
  turnId,
  epoch: 1,
  sessionId: SESSION,
  turnsUsed: 1,
  turnsRemaining: null,
  budgetRemaining: 96_000,
  expiresAt: '2026-12-21T10:00:00.000Z',
  serverTime: '2026-11-21T10:00:00.000Z',
});

export const chunk = (text: string): CoachEvent => ({ type: 'chunk', text, step: 0 });

export const completed = (aiResponse: string, more: object = {}): CompleteEvent => ({
  type: 'complete',
  turnId: TURN,
  sessionId: SESSION,
  messageId: 'm2',
  aiResponse,
  stopReason: 'end_turn',
  usage: NO_USAGE,
  turnsUsed: 1,
  turnsRemaining: null,
  budgetRemaining: 95_000,
  expiresAt: '2026-12-21T10:00:00.000Z',
  ...more,
});

/** How a turn ends that a person stops. */
export const aborted = (aiResponse: string, turnId = TURN): CoachEvent => ({
  type: 'aborted',
  turnId,
  sessionId: SESSION,
  aiResponse,
  usage: NO_USAGE,
});

/** How a turn ends that fails. */
export const failed = (turnId = TURN): CoachEvent => ({
  type: 'error',
  turnId,
  sessionId: SESSION,
  code: 'model_unavailable',
  message: '',
  retryable: true,
});

/** A turn of hard bytes: several to a character, line breaks, a look-alike of SSE. */
export const WORDS = ['Grüße, ', '日本語 👟 ', '\n\ndata: {"type":"complete"}\n\n', 'and\r\nmore.'];
export const EVENTS: readonly CoachEvent[] = [
  started(),
  { type: 'contextual', stage: 'reading', content: 'Reading your answer' },
  ...WORDS.map(chunk),
  completed(WORDS.join('')),
];

/** One stream URL for every coach. */
export const streamUrlsAt = (url: string): WebConfig['streamUrls'] =>
  Object.fromEntries(Object.keys(COACHES).map((coach) => [coach, url]));

export const configFor = (apiUrl: string, streamUrl: string): WebConfig => ({
  apiUrl,
  streamUrls: streamUrlsAt(streamUrl),
  auth: { issuer: apiUrl, clientId: 'web' },
  stage: 'test',
});

/** A storage that can be looked into. */
export function createMemoryStorage(): TurnStorage & { readonly entries: ReadonlyMap<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    read: (key) => entries.get(key) ?? null,
    write: (key, value) => void entries.set(key, value),
    remove: (key) => void entries.delete(key),
    keys: () => [...entries.keys()],
  };
}
