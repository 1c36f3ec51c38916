import type { Page } from 'playwright-core';

/**
 * Watches the page for things that may last only a moment, and so could be missed by asking for them.
 *
 * @param wanted - By name: a CSS selector in brackets (`[data-state="ok"]`), or a regular expression for the page's text.
 * @returns what was first seen at once, in the order in which it appeared.
 */
export async function firstSights(
  page: Page,
  wanted: Readonly<Record<string, string>>,
): Promise<() => Promise<readonly (readonly string[])[]>> {
  await page.evaluate((entries) => {
    const missing = new Map(entries);
    const sights: string[][] = [];
    const isThere = (what: string) =>
      what.startsWith('[')
        ? document.querySelector(what) !== null
        : new RegExp(what).test(document.body.textContent ?? '');
    const look = () => {
      const seen = [...missing].filter(([, what]) => isThere(what)).map(([name]) => name);
      for (const name of seen) missing.delete(name);
      if (seen.length > 0) sights.push(seen);
    };
    const options = { subtree: true, childList: true, characterData: true, attributes: true };
    look();
    new MutationObserver(look).observe(document.body, options);
    Object.assign(window, { sights });
  }, Object.entries(wanted));
  return () => page.evaluate(() => (window as unknown as { sights: string[][] }).sights);
}
