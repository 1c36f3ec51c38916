import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { createCoachClient } from '#client/create-coach-client';
import { CoachProvider } from '#react/coach-provider';
import { createQueryClient } from '../web/src/data/query-client.ts';
import { createI18n } from '../web/src/i18n/i18n.ts';
import type { Language } from '../web/src/i18n/language.ts';
import { configFor, createMemoryStorage } from './turn-fixtures.ts';

// A page loads parts of itself when they are needed, and a busy machine takes its time for that.
configure({ asyncUtilTimeout: 10_000 });

/** What jsdom lacks of a browser, as far as the pages need it. */
export function fillBrowserGaps(): void {
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  window.matchMedia ??= (media) => Object.assign(new EventTarget(), { matches: false, media }) as MediaQueryList;
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
}

export interface RenderOptions {
  readonly fetch: typeof fetch;
  readonly language?: Language;
  readonly path?: string;
  /** Attempts in a row that bring nothing new, before the client gives up. */
  readonly attempts?: number;
}

/** Draws a page with everything that it finds around it in the app, over a product that a test plays. */
export async function renderPage(page: ReactNode, { fetch, language = 'en', path = '/', attempts = 2 }: RenderOptions) {
  fillBrowserGaps();
  const i18n = await createI18n(language);
  const client = createCoachClient({
    config: configFor('http://api', 'http://stream'),
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage: createMemoryStorage(),
    fetch,
    limits: { backoffMinMs: 1, backoffMaxMs: 2, attempts },
  });
  const { hook, history } = memoryLocation({ path, record: true });
  const app = [
    (children: ReactNode) => createElement(CoachProvider, { client, children }),
    (children: ReactNode) => createElement(Router, { hook, children }),
    (children: ReactNode) => createElement(QueryClientProvider, { client: createQueryClient() }, children),
    (children: ReactNode) => createElement(I18nextProvider, { i18n }, children),
  ].reduce((inner, wrap) => wrap(inner), page);
  return { ...render(app), history };
}
