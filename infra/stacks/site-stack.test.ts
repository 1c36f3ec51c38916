import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { synthesized } from '../testing.ts';

it('config.json is served with no-store', async () => {
  const { template } = await synthesized('dev');

  template('site').hasResourceProperties('Custom::CDKBucketDeployment', {
    SystemMetadata: { 'cache-control': 'no-store' },
    Prune: false,
  });
});

it('hashed files are immutable, and other files are revalidated', async () => {
  const { template } = await synthesized('dev');

  template('site').hasResourceProperties('Custom::CDKBucketDeployment', {
    Include: ['assets/*'],
    SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
  });
  template('site').hasResourceProperties('Custom::CDKBucketDeployment', {
    Exclude: ['assets/*'],
    SystemMetadata: { 'cache-control': 'no-cache' },
    Prune: false,
  });
});

it('the web app’s policy allows calls to the streams, the API and the sign-in only', async () => {
  const policies = (await synthesized('dev')).template('web').findResources('AWS::CloudFront::ResponseHeadersPolicy');
  const text = JSON.stringify(policies);

  expect(text).toContain("default-src 'none'");
  for (const source of ['lambda-url.', 'execute-api.', 'cognito-idp.', 'coachstream-dev-'])
    expect(text).toContain(source);
  expect(text).not.toContain('unsafe');
});

it('only CloudFront can read the bucket of the web app', async () => {
  const web = (await synthesized('prod')).template('web');

  web.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
  });
  web.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
    OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always' }),
  });
});
