// @vitest-environment jsdom
import { cleanup, renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it } from 'vitest';
import { Refusal, Unreachable } from '#client/refusal';
import { createI18n } from '../i18n/i18n.ts';
import type { Language } from '../i18n/language.ts';
import { useProblemText } from './use-problem-text.ts';

afterEach(cleanup);

async function textIn(language: Language) {
  const i18n = await createI18n(language);
  const wrapper = ({ children }: { readonly children: ReactNode }) =>
    createElement(I18nextProvider, { i18n }, children);
  return renderHook(() => useProblemText(), { wrapper }).result.current;
}

const invalid = (details: Readonly<Record<string, unknown>>) =>
  new Refusal('validation_failed', '', { status: 422, retryable: false, retryAfterMs: undefined, details });

it('says how many of a thing a person may have, and otherwise what the problem is', async () => {
  const textOf = await textIn('en');
  expect(textOf(invalid({ limit: 'games' }))).toBe('You have 5,000 games. Delete some to import more.');
  for (const details of [{ limit: 'turns' }, { limit: 'toString' }, {}])
    expect(textOf(invalid(details))).toBe('Something in that message is not valid.');
  expect(textOf(new Unreachable('no answer'))).toBe('We can’t reach Coachstream right now.');
  expect((await textIn('de'))(invalid({ limit: 'games' }))).toContain('5.000 Spiele');
});
