import { WebConfig } from '#contract/web-config';

/** @throws when `/config.json` is missing or invalid. */
export async function loadConfig(fetchIt: typeof fetch = fetch): Promise<WebConfig> {
  const response = await fetchIt('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return WebConfig.parse(await response.json());
}
