import { describe, expect, it } from 'vitest';
import { RecordTurn } from '#contract/game-chat-requests';
import { NewNote } from '#contract/games';
import { CreatorTurn } from '#contract/requests';
import type { CoachError } from '#ports/errors';
import { validate } from './validate.ts';

const turn = {
  turnId: '6f1c1b1e-0000-4000-8000-000000000001',
  userResponse: 'hi',
  messageTimestamp: '2026-11-21T10:00:00Z',
};

const refusal = (value: unknown, schema: Parameters<typeof validate>[0] = CreatorTurn) => {
  try {
    validate(schema, value);
  } catch (error) {
    const { code, details } = error as CoachError;
    const fields = (details?.['fields'] ?? []) as { path: string }[];
    return { code, paths: fields.map(({ path }) => path) };
  }
  return undefined;
};

describe('validate, with a turn of the coach creator', () => {
  it('returns the body unchanged', () => {
    expect(validate(CreatorTurn, { ...turn, userResponse: '  hi \u{0}🏋️ ' })).toEqual({
      ...turn,
      userResponse: '  hi \u{0}🏋️ ',
    });
  });

  it.each(['turnId', 'userResponse', 'messageTimestamp'])('answers missing_field without %s', (field) => {
    const { [field]: _, ...rest } = turn as Record<string, string>;
    expect(refusal(rest)).toEqual({ code: 'missing_field', paths: [field] });
  });

  it('answers missing_field also without a field that allows a few values, or values of several types', () => {
    expect(refusal({ content: 'Late.' }, NewNote)).toEqual({ code: 'missing_field', paths: ['category'] });
    const record = { sessionId: turn.turnId, reservationId: turn.turnId, messages: [{}] };
    const usage = { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 };
    const paths = ['messages.0.role', 'messages.0.content'];
    expect(refusal({ ...record, usage }, RecordTurn)).toEqual({ code: 'missing_field', paths });
  });

  it('answers validation_failed for a field inside of null', () => {
    const record = { sessionId: turn.turnId, reservationId: turn.turnId, messages: [null], usage: null };
    expect(refusal(record, RecordTurn)).toEqual({ code: 'validation_failed', paths: ['messages.0', 'usage'] });
  });

  it('names only the missing fields when others are wrong too', () => {
    const { turnId: _, ...rest } = turn;
    expect(refusal({ ...rest, messageTimestamp: 'yesterday', extra: 1 })).toEqual({
      code: 'missing_field',
      paths: ['turnId'],
    });
  });

  it.each([
    ['an unknown field', { ...turn, extra: 1 }, 'extra'],
    ['a field of a prototype', JSON.parse(`{"__proto__": {"a": 1}, ${JSON.stringify(turn).slice(1)}`), '__proto__'],
    ['a constructor', { ...turn, constructor: { prototype: {} } }, 'constructor'],
    ['a turn id that is no UUID', { ...turn, turnId: 'one' }, 'turnId'],
    ['null for a text', { ...turn, userResponse: null }, 'userResponse'],
    ['white space alone', { ...turn, userResponse: ' \n ' }, 'userResponse'],
    ['4,001 characters', { ...turn, userResponse: 'é'.repeat(4_001) }, 'userResponse'],
    ['a text that is no time', { ...turn, messageTimestamp: 'yesterday' }, 'messageTimestamp'],
    ['six images', { ...turn, imageS3Keys: Array(6).fill('k') }, 'imageS3Keys'],
    ['an array as the body', [turn], ''],
    ['a string as the body', 'turn', ''],
  ])('answers validation_failed for %s', (_, value, path) => {
    expect(refusal(value)).toMatchObject({ code: 'validation_failed', paths: expect.arrayContaining([path]) });
  });

  it('counts code points after trimming, so that 4,000 emoji between spaces fit', () => {
    expect(refusal({ ...turn, userResponse: `  ${'🏋'.repeat(4_000)}  ` })).toBeUndefined();
  });

  it.each([{ confirm: true }, { imageS3Keys: ['key'] }])('accepts an empty text with %j', (beside) => {
    expect(refusal({ ...turn, userResponse: '', ...beside })).toBeUndefined();
  });

  it.each(['1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999+14:00'])('accepts the time %s', (messageTimestamp) => {
    expect(refusal({ ...turn, messageTimestamp })).toBeUndefined();
  });
});
