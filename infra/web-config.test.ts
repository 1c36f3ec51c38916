import { expect, it } from 'vitest';
import { WebConfig } from '#contract/web-config';
import { contentSecurityPolicy, webConfig } from './web-config.ts';

it('names every coach, deployed or not', () => {
  const config = webConfig({
    apiUrl: 'https://api.example/api',
    streamUrls: { coachCreator: 'https://creator.example' },
    auth: { issuer: 'https://issuer.example', clientId: 'web' },
    stage: 'dev',
  });

  expect(WebConfig.parse(config)).toEqual(config);
  expect(config.streamUrls).toEqual({
    coachCreator: 'https://creator.example',
    coachConversation: '',
    promptCoach: '',
    gameCoach: '',
  });
});

it('allows nothing but what is named', () => {
  const policy = contentSecurityPolicy(['https://api.example']);

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self' https://api.example;");
  expect(policy).not.toMatch(/unsafe|data:|blob:| \*/);
});
