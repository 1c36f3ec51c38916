import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '#infra/local/stack';
import { WAIT_LIMIT_MS } from '#testing/limits';
import { launchBrowser } from './browser.ts';
import { type ObservedPage, observePage, type PathNumber } from './observed-page.ts';

/** The whole product and a browser, for all tests of a file: the built page, the real bundles, the simulated coach. */
export interface LocalStage extends AsyncDisposable {
  readonly browser: Browser;
  readonly stack: LocalStack;
}

export async function setLocalStage(latency: LocalStackOptions['latency']): Promise<LocalStage> {
  const stack = await startLocalStack({ latency });
  const browser = await launchBrowser();
  return {
    browser,
    stack,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await stack.close();
    },
  };
}

/** One person at the local stack. */
export interface LocalVisit extends AsyncDisposable, Pick<ObservedPage, 'offences' | 'paths'> {
  readonly page: Page;
}

export interface LocalVisitOptions extends BrowserContextOptions {
  readonly width?: number;
  /** The paths on which answers may come. */
  readonly paths?: readonly PathNumber[];
}

/**
 * Opens the issuer's page for a new person. The visit fails at its end when an answer came on a path that the test does
 * not allow.
 */
export async function visitLocal({ browser, stack }: LocalStage, options: LocalVisitOptions = {}): Promise<LocalVisit> {
  const { width = 1280, paths, ...context } = options;
  const surroundings = await browser.newContext({ viewport: { width, height: 800 }, ...context });
  surroundings.setDefaultTimeout(WAIT_LIMIT_MS);
  const page = await surroundings.newPage();
  const { wrongPath, ...observed } = observePage(page, stack.origin, paths);
  await page.goto(stack.origin);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return {
    page,
    ...observed,
    async [Symbol.asyncDispose]() {
      const error = wrongPath();
      await surroundings.close();
      if (error) throw error;
    },
  };
}
