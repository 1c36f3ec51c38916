import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Synthesized, synthesized } from '../testing.ts';

const KEYS = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'sk', KeyType: 'RANGE' },
];
const TTL = { AttributeName: 'ttl', Enabled: true };

describe.each(['dev', 'prod'] as const)('the state stack of %s', (stage) => {
  let stage_: Synthesized;
  beforeAll(async () => {
    stage_ = await synthesized(stage);
  });

  it('has the table main with two indexes and point-in-time recovery', () => {
    stage_.template('state').hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: KEYS,
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: TTL,
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'dueShard', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'list',
          KeySchema: [
            { AttributeName: 'listKey', KeyType: 'HASH' },
            { AttributeName: 'listSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      Replicas: [
        Match.objectLike({
          DeletionProtectionEnabled: stage === 'prod',
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ],
    });
  });

  it('has the table events without index and backup', () => {
    stage_.template('state').hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: KEYS,
      TimeToLiveSpecification: TTL,
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: Match.absent(),
      Replicas: [
        Match.objectLike({
          DeletionProtectionEnabled: stage === 'prod',
          PointInTimeRecoverySpecification: Match.absent(),
        }),
      ],
    });
  });

  it('deletes the tables with a dev stage, and retains and protects them in prod', () => {
    const policy = stage === 'prod' ? 'Retain' : 'Delete';
    const kept = stage_.template('state').findResources('AWS::DynamoDB::GlobalTable');

    expect(Object.values(kept).map((table) => table['DeletionPolicy'])).toEqual([policy, policy]);
    expect(stage_.stacks.map((stack) => stack.terminationProtection)).toEqual([false, stage === 'prod', false, false]);
  });

  it('has a private, encrypted bucket for files, over TLS only, which belongs to the stage like the tables', () => {
    const template = stage_.template('state');
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: stage === 'prod' ? 'Retain' : 'Delete',
      Properties: {
        BucketName: {
          'Fn::Join': ['', [`coachstream-${stage}-files-`, { Ref: 'AWS::AccountId' }, '-', { Ref: 'AWS::Region' }]],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
    template.resourceCountIs('Custom::S3AutoDeleteObjects', stage === 'prod' ? 0 : 1);
  });

  it('removes files without a reference after a week and unfinished uploads after a day, and nothing else', () => {
    stage_.template('state').hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'unreferenced',
            Status: 'Enabled',
            ExpirationInDays: 7,
            TagFilters: [{ Key: 'unreferenced', Value: 'true' }],
          },
          { Id: 'unfinished', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
        ],
      },
    });
  });

  it('lets only pages of the web app upload files and read them', () => {
    const buckets = Object.values(stage_.template('state').findResources('AWS::S3::Bucket'));
    const rules = buckets.flatMap((bucket) => bucket['Properties'].CorsConfiguration.CorsRules);

    const [web, ...others] = rules[0].AllowedOrigins;
    expect(rules).toEqual([{ AllowedMethods: ['GET', 'POST'], AllowedOrigins: [web, ...others], MaxAge: 3_600 }]);
    expect(JSON.stringify(web)).toMatch(/^{"Fn::Join":\["",\["https:\/\/",{"Fn::GetStackOutput":.*WebDistribution/);
    expect(others).toEqual(stage === 'dev' ? ['http://localhost:5173'] : []);
  });

  it('the user pool lets people sign up and in by a verified email address, with a long password and a second factor if they like', () => {
    stage_.template('state').hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
      UserPoolTier: 'ESSENTIALS',
      UserPoolAddOns: Match.absent(),
      DeletionProtection: stage === 'prod' ? 'ACTIVE' : 'INACTIVE',
    });
  });

  it('the sign-in page has the address that the content security policy of the web app names in advance', () => {
    stage_.template('state').hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: { 'Fn::Join': ['', [`coachstream-${stage}-`, { Ref: 'AWS::AccountId' }]] },
    });
  });
});

it('THREAT_PROTECTION=on enforces threat protection', async () => {
  const { template } = await synthesized('dev', { THREAT_PROTECTION: 'on' });

  template('state').hasResourceProperties('AWS::Cognito::UserPool', {
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  });
});

it('sends e-mails by Cognito itself where no identity of SES is set', async () => {
  const { template } = await synthesized('prod');

  template('state').hasResourceProperties('AWS::Cognito::UserPool', {
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
  });
});

it.each([
  ['coach@example.com', 'address', 'coach@example.com', 'coach@example.com'],
  ['Coach <coach@example.com>', 'address', 'Coach <coach@example.com>', 'coach@example.com'],
  ['Coach <coach@example.com>', 'domain', 'Coach <coach@example.com>', 'example.com'],
])('SES_IDENTITY=%s sends by SES with the verified %s', async (sender, verified, from, identity) => {
  const { template } = await synthesized('dev', { SES_IDENTITY: sender, SES_VERIFIED: verified });

  template('state').hasResourceProperties('AWS::Cognito::UserPool', {
    EmailConfiguration: {
      EmailSendingAccount: 'DEVELOPER',
      From: from,
      // In the Region of the stage.
      SourceArn: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':ses:',
            { Ref: 'AWS::Region' },
            ':',
            { Ref: 'AWS::AccountId' },
            `:identity/${identity}`,
          ],
        ],
      },
    },
  });
});
