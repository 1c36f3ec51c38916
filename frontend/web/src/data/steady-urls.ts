import type { Asset } from '#contract/prompt-coach/responses';

/** Every read signs an address for 15 minutes. In milliseconds. */
export const FRESH_MS = 10 * 60_000;

/**
 * Keeps the address of a picture while it is valid. Another one at each read would load the picture again, and it would
 * flicker.
 */
export function createSteadyUrls(now: () => number = Date.now) {
  const known = new Map<string, { readonly url: string; readonly until: number }>();
  return (assets: readonly Asset[]): Asset[] =>
    assets.map((asset) => {
      const kept = known.get(asset.assetId);
      if (kept && kept.until > now()) return { ...asset, url: kept.url };
      known.set(asset.assetId, { url: asset.url, until: now() + FRESH_MS });
      return asset;
    });
}

export const steadyUrls = createSteadyUrls();
