import { expect, it } from 'vitest';
import type { Asset } from '#contract/prompt-coach/responses';
import { createSteadyUrls, FRESH_MS } from './steady-urls.ts';

const asset = (url: string): Asset => ({
  assetId: 'a-1',
  sessionId: 's',
  url,
  assetType: 'twitch_emote',
  width: 112,
  height: 112,
  description: 'A fox',
  createdAt: '2026-11-21T10:00:00.000Z',
});

it('keeps the address of a picture while it is valid, and takes the new one after that', () => {
  let now = 0;
  const steady = createSteadyUrls(() => now);
  const urlOf = (url: string) => steady([asset(url)])[0]?.url;

  expect(urlOf('first')).toBe('first');
  now = FRESH_MS - 1;
  expect(urlOf('second')).toBe('first');
  now = FRESH_MS;
  expect(urlOf('third')).toBe('third');
});
