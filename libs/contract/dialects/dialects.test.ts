import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { framesOf, TAPE_SESSION, TAPE_TURN, TAPES } from '#testing/turn-tapes';
import { agUi } from './ag-ui.ts';
import { aiSdk } from './ai-sdk.ts';
import type { Dialect, StreamOf } from './dialect.ts';
import { native } from './native.ts';

const STREAM = { turnId: TAPE_TURN, sessionId: TAPE_SESSION };
const DIALECTS: Readonly<Record<string, Dialect>> = { native, 'ai-sdk': aiSdk, 'ag-ui': agUi };

const bytesOf = (dialect: Dialect, events: readonly CoachEvent[], stream: StreamOf = STREAM): string => {
  const encoder = dialect.createEncoder(stream);
  return [...framesOf(events).map((frame) => encoder.encode(frame)), encoder.end()].join('');
};
const partsOf = (bytes: string) =>
  [...bytes.matchAll(/^data: (?<json>\{.*)$/gm)].map(({ groups }) => JSON.parse(groups?.['json'] ?? ''));
const typesOf = (bytes: string) => partsOf(bytes).map(({ type }) => type as string);
const allOf = (dialect: Dialect) => Object.values(TAPES).map((events) => bytesOf(dialect, events));

describe.each(Object.entries(DIALECTS))('%s', (name, dialect) => {
  it.each(Object.entries(TAPES))('encodes “%s” as in its golden file', async (tape, events) => {
    await expect(bytesOf(dialect, events)).toMatchFileSnapshot(`golden/${name}.${tape}.sse`);
  });

  it('encodes the same events to the same bytes, because encoders share no state', () => {
    expect(allOf(dialect)).toEqual(allOf(dialect));
  });

  it('follows the byte rules that real clients need', () => {
    for (const bytes of allOf(dialect)) {
      expect(bytes).not.toMatch(/\r|\uFEFF|^event:/m);
      expect(bytes).toMatch(/\n\n$/);
      expect(bytes.replaceAll(/^(?:id|data|retry): .*$/gm, '').replaceAll('\n', '')).toBe('');
    }
    expect(dialect.heartbeat).toBe(':hb\n');
  });

  it('sends nothing after the terminal event', () => {
    const encoder = dialect.createEncoder(STREAM);
    for (const frame of framesOf(TAPES.text)) encoder.encode(frame);
    const late = encoder.encode({ event: { type: 'chunk', text: 'late', step: 1 } });
    if (dialect !== native) expect(late).toBe('');
    expect(encoder.end()).not.toContain('error');
  });
});

describe('the AI SDK’s stream', () => {
  it('sets its header, and always ends with [DONE]', () => {
    expect(aiSdk.headers).toEqual({ 'x-vercel-ai-ui-message-stream': 'v1' });
    for (const bytes of allOf(aiSdk)) expect(bytes.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('uses no part that an older SDK refuses', () => {
    const known =
      /^(?:start|(?:text|reasoning)-(?:start|delta|end)|tool-input-available|tool-output-(?:available|error)|data-[a-z-]+|finish|abort|error)$/;
    for (const type of allOf(aiSdk).flatMap(typesOf)) expect(type).toMatch(known);
  });

  it('opens and closes every part once, and names a tool before its result', () => {
    for (const bytes of allOf(aiSdk)) {
      const parts = partsOf(bytes);
      const ids = (type: RegExp, key: string) => parts.filter((part) => type.test(part.type)).map((part) => part[key]);
      expect(ids(/-end$/, 'id')).toEqual(ids(/(?:text|reasoning)-start$/, 'id'));
      expect(ids(/^tool-output/, 'toolCallId').sort()).toEqual(ids(/^tool-input/, 'toolCallId').sort());
    }
  });

  it('sends an error as JSON, also a retryable one for an unfinished turn', () => {
    const errorOf = (events: readonly CoachEvent[]) => JSON.parse(partsOf(bytesOf(aiSdk, events)).at(-1).errorText);
    expect(errorOf(TAPES.error)).toEqual({ code: 'model_unavailable', retryable: true, retryAfterMs: 1_000 });
    expect(errorOf(TAPES.unfinished)).toMatchObject({ code: 'turn_in_progress', retryable: true });
    expect(errorOf([])).toMatchObject({ code: 'turn_in_progress', retryable: true });
  });

  it('sends a reset only after parts that it drops', () => {
    expect(typesOf(bytesOf(aiSdk, TAPES.takeover))).not.toContain('data-reset');
    const types = typesOf(bytesOf(aiSdk, TAPES.reset));
    expect(types.slice(types.indexOf('data-reset') - 2)).toEqual([
      'tool-input-available',
      'tool-output-error',
      'data-reset',
      'data-start',
      'reasoning-start',
      'reasoning-delta',
      'reasoning-end',
      'text-start',
      'text-delta',
      'text-end',
      'data-complete',
      'finish',
    ]);
  });

  it('drops a tool result whose call it has not sent', () => {
    const result: CoachEvent = { type: 'tool_result', toolUseId: 'x', ok: true, summary: '', durationMs: 1, step: 1 };
    expect(bytesOf(aiSdk, [result])).not.toContain('tool-output');
  });
});

describe('the AG-UI stream', () => {
  const requestOf = (messages: readonly object[]) =>
    agUi.request?.parse({ threadId: 'thread', runId: 'run', messages: [...messages] });
  const user = { id: 'u', role: 'user', content: 'hi' };

  it('starts with RUN_STARTED and ends with RUN_FINISHED or RUN_ERROR, without [DONE]', () => {
    for (const bytes of allOf(agUi)) {
      const types = typesOf(bytes);
      expect(types[0]).toBe('RUN_STARTED');
      expect(types.at(-1)).toMatch(/^RUN_(?:FINISHED|ERROR)$/);
      expect(types.filter((type) => type.startsWith('RUN_'))).toHaveLength(2);
      expect(bytes).not.toMatch(/\[DONE\]\n\n$/);
    }
  });

  it('uses the client’s names for thread and run', () => {
    const parts = partsOf(bytesOf(agUi, TAPES.text, { ...STREAM, message: requestOf([user]) }));
    for (const part of [parts[0], parts.at(-1)]) expect(part).toMatchObject({ threadId: 'thread', runId: 'run' });
  });

  it('takes the conversation back to the person’s message at a reset, and at the start when the client shows partial messages', () => {
    const snapshots = (events: readonly CoachEvent[], messages: readonly object[]) =>
      partsOf(bytesOf(agUi, events, { ...STREAM, message: requestOf(messages) })).flatMap(({ type, messages: all }) =>
        type === 'MESSAGES_SNAPSHOT' ? [all] : [],
      );
    const remains = [
      { id: 'r', role: 'reasoning', content: 'Hm' },
      { id: 'a', role: 'assistant', content: 'Hel' },
    ];
    expect(snapshots(TAPES.text, [user])).toEqual([]);
    expect(snapshots(TAPES.reset, [user])).toEqual([[user, { id: `${TAPE_TURN}-1`, role: 'reasoning', content: '' }]]);
    expect(snapshots(TAPES.text, [user, ...remains])).toEqual([[user, { ...remains[0], content: '' }]]);
    expect(snapshots(TAPES.takeover, [user])).toEqual([]);
  });

  it('counts cached input as input', () => {
    expect(partsOf(bytesOf(agUi, TAPES.text)).at(-1).usage).toEqual([
      { inputTokens: 330, outputTokens: 4, totalTokens: 334, cachedInputTokens: 300, cacheWriteInputTokens: 20 },
    ]);
  });
});
