import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { aDraft, anIntent, aPromptSession, validationOf, WORDS } from '../../testing/prompt-fixtures.ts';
import { aborted, completed, failed, started } from '../../testing/turn-fixtures.ts';
import { createReducer } from '../reduce-session.ts';
import { emptySession } from '../session-state.ts';
import { type PromptMessage, promptCoach } from './prompt-coach.ts';

const reduce = createReducer(promptCoach.own);
const before = emptySession(promptCoach.own.initial);
const fields = (readiness: 'ready' | 'needs_confirmation') => ({
  intent: anIntent({ readiness, confidence: 0.9 }),
  draftVersion: 2,
  readiness,
  confidence: 0.9,
  validation: validationOf(WORDS[0]),
});
const announced: CoachEvent = {
  type: 'intent_ready',
  isReady: true,
  confidence: 0.9,
  refinedDescription: WORDS[0],
  turn: 2,
};
const SEARCH: readonly CoachEvent[] = [
  { type: 'grounding', query: 'fortnite season 2026' },
  { type: 'grounding_complete', performed: true, results: [{ title: 'Season 9', host: 'example.com' }] },
];

describe('the prompt coach’s own state', () => {
  it('takes the words, their version and what was found in them from the end of a turn', () => {
    expect(reduce(before, completed('A', fields('ready'))).own).toEqual({
      intent: fields('ready').intent,
      draftVersion: 2,
      validation: fields('ready').validation,
      refinedDescription: WORDS[0],
      isGenerationReady: true,
      confidence: 0.9,
      sources: undefined,
      searching: undefined,
    });
  });

  it('never shows an announced intent as ready that the end of the turn withdraws', () => {
    const during = [started(), announced].reduce(reduce, before);
    expect(during.own.isGenerationReady).toBe(false);

    const ready = reduce(before, completed('A', fields('ready')));
    const withdrawn = [announced, completed('B', fields('needs_confirmation'))].reduce(reduce, ready);

    expect(withdrawn.own.isGenerationReady).toBe(false);
    expect(withdrawn.own.intent.readiness).toBe('needs_confirmation');
  });

  it('is not ready while the words have an error', () => {
    const short = { ...fields('ready'), validation: validationOf('a fox') };

    expect(reduce(before, completed('A', short)).own.isGenerationReady).toBe(false);
  });

  it('keeps its own state when a complete event lacks the coach’s fields', () => {
    const known = reduce(before, completed('A', fields('ready')));

    expect(reduce(known, completed('B', { ...fields('ready'), draftVersion: 'two' })).own).toBe(known.own);
    expect(reduce(known, started()).own).toBe(known.own);
  });

  it('shows the query while the search runs and its sources from then on', () => {
    const [begun, done] = SEARCH.map((_, index) => SEARCH.slice(0, index + 1).reduce(reduce, before));

    expect(begun?.own).toMatchObject({ searching: 'fortnite season 2026', sources: undefined });
    expect(done?.own.searching).toBeUndefined();
    expect(done?.own.sources).toEqual({
      query: 'fortnite season 2026',
      results: [{ title: 'Season 9', host: 'example.com' }],
    });
  });

  it.each<[string, CoachEvent]>([
    ['has found nothing', { type: 'grounding_complete', performed: true, results: [] }],
    ['was not performed', { type: 'grounding_complete', performed: false, results: [] }],
    ['was stopped', aborted('')],
    ['failed with its turn', failed()],
  ])('keeps the earlier sources when a search %s', (_, end) => {
    const known = SEARCH.reduce(reduce, before);

    const after = [{ type: 'grounding', query: 'another one' } as const, end].reduce(reduce, known);

    expect(after.own.searching).toBeUndefined();
    expect(after.own.sources).toBe(known.own.sources);
  });
});

describe('a message to the prompt coach', () => {
  const fieldsOf = (message: PromptMessage, isFirst: boolean) =>
    promptCoach.fieldsOf(message, { sentAt: '2026-11-21T10:00:00.000Z', isFirst });
  const start = { assetType: 'twitch_emote', mood: 'cozy', brandContext: { brandKitId: 'kit' } } as const;

  it('is the description with the start fields when it creates its session', () => {
    expect(fieldsOf({ text: 'A fox', start, images: ['a.png'] }, true)).toEqual({
      ...start,
      description: 'A fox',
      referenceAssets: ['a.png'],
    });
  });

  it('is only a message with its images in a session that exists', () => {
    expect(fieldsOf({ text: 'Bigger eyes', start }, false)).toEqual({ message: 'Bigger eyes' });
    expect(fieldsOf({ text: 'Like this', images: ['b.png'] }, false)).toEqual({
      message: 'Like this',
      referenceAssets: ['b.png'],
    });
  });
});

describe('a session that was read', () => {
  const facts = {
    query: 'fortnite season 2026',
    results: [{ title: 'Season 9', snippet: 'Frost', url: 'https://www.example.com/news' }],
    foundAt: '2026-11-21T10:00:00.000Z',
  };

  it('has the newest words, and the sources with their addresses', async () => {
    const session = aPromptSession({ facts, drafts: [aDraft(1, WORDS[0], 'A fox'), aDraft(2, WORDS[1], 'Steam')] });
    const answers: Record<string, unknown> = { '': session, '/messages': { messages: [] } };

    const { loaded } = await promptCoach.sessions.read(async (schema, path = '') => schema.parse(answers[path]));

    expect(loaded.own).toMatchObject({ draftVersion: 2, refinedDescription: WORDS[1], isGenerationReady: false });
    expect(loaded.own.sources?.results).toEqual([
      { title: 'Season 9', url: 'https://www.example.com/news', host: 'www.example.com' },
    ]);
    expect(loaded.expiresAt).toBe(session.expiresAt);
  });
});
