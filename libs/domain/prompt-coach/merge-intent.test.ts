import { expect, it } from 'vitest';
import { EMPTY_INTENT, type Intent } from '#contract/prompt-coach/intent';
import { becameReady, mergeIntent, withDescription } from './merge-intent.ts';

const FOX: Intent = {
  ...EMPTY_INTENT,
  description: 'A sleepy fox with a teal cup.',
  subject: 'fox',
  elements: ['cup', 'steam'],
  style: 'flat',
  readiness: 'needs_confirmation',
  confidence: 0.7,
};
const later = { isFirst: false };

it('replaces fields that are given, lists as a whole, and keeps the others', () => {
  expect(mergeIntent(FOX, { subject: 'cat', elements: ['moon'] }, later)).toEqual({
    ...FOX,
    subject: 'cat',
    elements: ['moon'],
  });
  expect(mergeIntent(FOX, {}, later)).toEqual(FOX);
});

it('is never ready on the first turn that is committed', () => {
  const report = { description: FOX.description, readiness: 'ready' } as const;
  expect(mergeIntent(EMPTY_INTENT, report, { isFirst: true }).readiness).toBe('needs_confirmation');
  expect(mergeIntent(EMPTY_INTENT, report, later).readiness).toBe('ready');
});

it('is not ready without a description', () => {
  expect(mergeIntent(EMPTY_INTENT, { readiness: 'ready' }, later).readiness).toBe('needs_confirmation');
});

it('needs a new confirmation when the description changes without a new ready', () => {
  const ready: Intent = { ...FOX, readiness: 'ready' };
  expect(mergeIntent(ready, { description: 'A cat.' }, later).readiness).toBe('needs_confirmation');
  expect(mergeIntent(ready, { description: 'A cat.', readiness: 'ready' }, later).readiness).toBe('ready');
  expect(mergeIntent(ready, { description: 'A cat.', readiness: 'not_ready' }, later).readiness).toBe('not_ready');
  expect(mergeIntent(ready, { description: ready.description, style: 'ink' }, later).readiness).toBe('ready');
  expect(mergeIntent(ready, { style: 'ink' }, later).readiness).toBe('ready');
});

it('counts a spelling as confirmed only from a turn after the one in which exactly this text came in', () => {
  const confirmed = [{ text: 'GG', spellingConfirmed: true }];
  const first = mergeIntent(FOX, { displayTexts: confirmed, readiness: 'ready' }, later);
  expect(first).toMatchObject({
    displayTexts: [{ text: 'GG', spellingConfirmed: false }],
    readiness: 'needs_confirmation',
  });
  const second = mergeIntent(first, { displayTexts: confirmed, readiness: 'ready' }, later);
  expect(second).toMatchObject({ displayTexts: confirmed, readiness: 'ready' });
  const respelled = mergeIntent(second, { displayTexts: [{ text: 'gg', spellingConfirmed: true }] }, later);
  expect(respelled).toMatchObject({
    displayTexts: [{ text: 'gg', spellingConfirmed: false }],
    readiness: 'needs_confirmation',
  });
});

it('withdraws a ready intent when one of several texts is not confirmed any more', () => {
  const ready: Intent = {
    ...FOX,
    displayTexts: [
      { text: 'GG', spellingConfirmed: true },
      { text: 'WP', spellingConfirmed: true },
    ],
    readiness: 'ready',
  };
  const displayTexts = [
    { text: 'GG', spellingConfirmed: true },
    { text: 'WP', spellingConfirmed: false },
  ];
  expect(mergeIntent(ready, { displayTexts }, later).readiness).toBe('needs_confirmation');
});

it('waits for a confirmation after the own edit of a person', () => {
  expect(withDescription({ ...FOX, readiness: 'ready' }, 'A cat.')).toEqual({
    ...FOX,
    description: 'A cat.',
    readiness: 'needs_confirmation',
  });
});

it('tells when an intent becomes ready, also again with another description', () => {
  const ready: Intent = { ...FOX, readiness: 'ready' };
  expect(becameReady(FOX, ready)).toBe(true);
  expect(becameReady(ready, ready)).toBe(false);
  expect(becameReady(ready, { ...ready, style: 'ink' })).toBe(false);
  expect(becameReady(ready, { ...ready, description: 'A cat.' })).toBe(true);
  expect(becameReady(ready, { ...FOX, description: 'A cat.' })).toBe(false);
});
