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

it('the content security policy allows only the app’s own files and the hosts that it calls', () => {
  expect(
    contentSecurityPolicy(['https://api.example', 'https://issuer.example'], 'https://files.example').split('; '),
  ).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https://files.example",
    "connect-src 'self' https://api.example https://issuer.example https://files.example",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ]);
});
