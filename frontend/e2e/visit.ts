import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { WAIT_LIMIT_MS } from '#testing/limits';
import { builtWeb } from '../testing/build-web.ts';
import { createProductServer, type ProductOptions, type ProductServer } from '../testing/product-server.ts';
import { launchBrowser } from './browser.ts';
import { type ObservedPage, observePage, type PathNumber } from './observed-page.ts';

/** The built app and a browser, for all tests of a file. */
export interface Stage extends AsyncDisposable {
  readonly browser: Browser;
  readonly files: string;
}

export async function setStage(): Promise<Stage> {
  const files = await builtWeb();
  const browser = await launchBrowser();
  return {
    browser,
    files,
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** One person at a scripted product. */
export interface Visit extends AsyncDisposable, Pick<ObservedPage, 'offences' | 'paths'> {
  readonly page: Page;
  readonly product: ProductServer;
}

export interface VisitOptions extends BrowserContextOptions {
  readonly product?: Omit<ProductOptions, 'files'>;
  /** The paths on which answers may come. */
  readonly paths?: readonly PathNumber[];
}

/** The visit fails at its end when an answer came on a path that the test does not allow. */
export async function visit(stage: Stage, options: VisitOptions = {}): Promise<Visit> {
  const { product: productOptions, paths, ...context } = options;
  const product = await createProductServer({ files: stage.files, wordMs: 4, buildStepMs: 300, ...productOptions });
  const surroundings = await stage.browser.newContext({ viewport: { width: 1280, height: 800 }, ...context });
  surroundings.setDefaultTimeout(WAIT_LIMIT_MS);
  const page = await surroundings.newPage();
  const { wrongPath, ...observed } = observePage(page, product.url, paths);
  return {
    page,
    product,
    ...observed,
    async [Symbol.asyncDispose]() {
      const error = wrongPath();
      await surroundings.close();
      await product[Symbol.asyncDispose]();
      if (error) throw error;
    },
  };
}

/** Signs in with a demo account, by mouse, and waits for Home. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'demo-pro' }).click();
  await page.getByRole('button', { name: /interview/i }).waitFor();
}

/** Opens a page as a person who has signed in before. */
export async function enter({ page, product }: Visit, path: string): Promise<void> {
  const kept = { key: `oidc.user:${product.url}/issuer:web`, user: product.issuer.kept('demo-pro') };
  await page.addInitScript(({ key, user }) => window.sessionStorage.setItem(key, user), kept);
  await page.goto(`${product.url}${path}`);
}

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The findings of axe that are moderate or worse.
 *
 * @param rules - Ids of the rules to check; without them, all that axe checks by itself.
 */
export async function findings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Evaluated, because the page's policy allows no foreign script.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const options = JSON.stringify({ resultTypes: ['violations'], runOnly: rules });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return violations
    .filter(({ impact }) => impact !== 'minor')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary}`),
    );
}
