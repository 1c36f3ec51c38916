import { createCognitoTokens } from '#adapters/cognito/tokens';
import type { TokenSettings } from './config.ts';

export const openTokens = (settings: TokenSettings) =>
  createCognitoTokens({
    issuer: settings.TOKEN_ISSUER,
    clientId: settings.TOKEN_CLIENT_ID,
    jwksUri: settings.TOKEN_JWKS_URI,
  });
