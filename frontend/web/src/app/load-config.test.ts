import { expect, it } from 'vitest';
import { webConfig } from '#infra/web-config';
import { loadConfig } from './load-config.ts';

const answering =
  (value: unknown, status = 200) =>
  () =>
    Promise.resolve(Response.json(value, { status }));
const auth = { issuer: 'https://issuer.example', clientId: 'web' };
const config = webConfig({ apiUrl: '/api', streamUrls: { coachCreator: 'https://s.example' }, auth, stage: 'dev' });

it('parses the /config.json of a stage', async () => {
  expect(await loadConfig(answering(config))).toEqual(config);
});

it('refuses a /config.json that is missing or invalid', async () => {
  await expect(loadConfig(answering({ ...config, auth: {} }))).rejects.toThrow();
  await expect(loadConfig(answering(config, 404))).rejects.toThrow('404');
});
