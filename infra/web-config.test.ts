import { expect, it } from 'vitest';
import { COACHES } from '#contract/coaches';
import { WebConfig } from '#contract/web-config';
import { contentSecurityPolicy, webConfig } from './web-config.ts';

it('config.json names every coach of the table, also one without a stream URL', () => {
  const config = webConfig({
    apiUrl: 'https://api.example/api',
    streamUrls: { coachCreator: 'https://creator.example' },
    auth: { issuer: 'https://issuer.example', clientId: 'web' },
    stage: 'dev',
  });

  expect(WebConfig.parse(config)).toEqual(config);
  const { coachCreator, ...others } = config.streamUrls;
  expect(coachCreator).toBe('https://creator.example');
  expect(Object.keys(config.streamUrls).toSorted()).toEqual(Object.keys(COACHES).toSorted());
  expect(new Set(Object.values(others))).toEqual(new Set(['']));
});

it('the content security policy allows only the sources that it names', () => {
  const policy = contentSecurityPolicy(['https://api.example']);

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self' https://api.example;");
  expect(policy).not.toMatch(/unsafe|data:|blob:| \*/);
});
