import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolEmail,
} from 'aws-cdk-lib/aws-cognito';
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge } from './acknowledge.ts';

/** Path of the web app that receives the sign-in response. */
const CALLBACK_PATH = '/';

/** Domain prefix of the hosted sign-in page. It is fixed, so that the web app's CSP can name it in advance. */
export const signInDomainPrefix = (stage: string): string => `coachstream-${stage}-${Aws.ACCOUNT_ID}`;

/**
 * The Cognito user pool, with sign-in by email and its hosted pages.
 *
 * Functions verify tokens offline, so a revoked token stays valid until it expires. Therefore it expires in 15 minutes.
 */
export class Identity extends Construct {
  readonly pool: UserPool;

  constructor(scope: Construct, id: string, { stage, settings, keepsData }: StageConfig) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      featurePlan: settings.THREAT_PROTECTION ? FeaturePlan.PLUS : FeaturePlan.ESSENTIALS,
      ...(settings.THREAT_PROTECTION && { standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION }),
      email: this.#email(settings),
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: signInDomainPrefix(stage) } });
    acknowledge(this.pool, 'AwsSolutions-COG2', 'A second factor (TOTP) is available but not required.');
    acknowledge(this.pool, 'AwsSolutions-COG8', 'The Plus plan comes with the setting THREAT_PROTECTION.');
  }

  /** Adds the web app as a public client: authorization code with PKCE, without a secret. */
  addWebClient(scope: Construct, origins: readonly string[]): UserPoolClient {
    const urls = origins.map((origin) => `${origin}${CALLBACK_PATH}`);
    return new UserPoolClient(scope, 'WebClient', {
      userPool: this.pool,
      generateSecret: false,
      // Only the smoke test uses this flow, because it requires AWS credentials.
      authFlows: { adminUserPassword: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: urls,
        logoutUrls: urls,
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(30),
    });
  }

  /** SES, where a sender is set. Otherwise Cognito's own sender, which docs/operations.md limits to trying the product out. */
  #email({ SES_IDENTITY: sender, SES_VERIFIED: verified }: StageConfig['settings']): UserPoolEmail {
    if (!sender) return UserPoolEmail.withCognito();
    const domain = sender.address.slice(sender.address.indexOf('@') + 1);
    return UserPoolEmail.withSES({
      fromEmail: sender.address,
      ...(sender.name !== undefined && { fromName: sender.name }),
      ...(verified === 'domain' && { sesVerifiedDomain: domain }),
      sesRegion: Stack.of(this).region,
    });
  }

  get issuer(): string {
    return this.pool.userPoolProviderUrl;
  }

  /** Settings with which a function verifies this client's tokens. */
  environment(client: UserPoolClient): { TOKEN_ISSUER: string; TOKEN_CLIENT_ID: string; TOKEN_JWKS_URI: string } {
    return {
      TOKEN_ISSUER: this.issuer,
      TOKEN_CLIENT_ID: client.userPoolClientId,
      TOKEN_JWKS_URI: `${this.issuer}/.well-known/jwks.json`,
    };
  }
}
