import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { synthesized } from '../testing.ts';

describe('the distribution of the web app', () => {
  const propertiesOf = async (type: string) => {
    const [resource, ...others] = Object.values((await synthesized('prod')).template('web').findResources(type));
    expect(others).toEqual([]);
    return resource?.['Properties'];
  };

  it('the distribution redirects to HTTPS, compresses, adds the security headers, and never caches config.json', async () => {
    const { DistributionConfig } = await propertiesOf('AWS::CloudFront::Distribution');
    const { DefaultCacheBehavior: files, CacheBehaviors: others } = DistributionConfig;

    expect(DistributionConfig).toMatchObject({ DefaultRootObject: 'index.html', PriceClass: 'PriceClass_100' });
    expect(others).toHaveLength(1);
    for (const behavior of [files, ...others]) {
      expect(behavior).toMatchObject({
        ViewerProtocolPolicy: 'redirect-to-https',
        Compress: true,
        ResponseHeadersPolicyId: { Ref: expect.stringMatching(/^WebSecurityHeaders/) },
      });
    }
    // Managed policies of AWS: CachingOptimized and CachingDisabled.
    expect(files).toMatchObject({ CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' });
    expect(others[0]).toMatchObject({
      PathPattern: '/config.json',
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    });
  });

  it.each([
    ['/', '/index.html'],
    ['/coaches/01JD', '/index.html'],
    ['/v1.2/coaches', '/index.html'],
    ['/index.html', '/index.html'],
    ['/assets/app-1a2b.js', '/assets/app-1a2b.js'],
  ])('the distribution serves for the path %s the file %s', async (uri, file) => {
    const { FunctionCode } = await propertiesOf('AWS::CloudFront::Function');
    const { DistributionConfig } = await propertiesOf('AWS::CloudFront::Distribution');

    expect(DistributionConfig.DefaultCacheBehavior.FunctionAssociations).toEqual([
      {
        EventType: 'viewer-request',
        FunctionARN: { 'Fn::GetAtt': [expect.stringMatching(/^WebScreens/), 'FunctionARN'] },
      },
    ]);
    expect(runInNewContext(`${FunctionCode}; handler({ request: { uri: '${uri}' } }).uri`)).toBe(file);
  });

  it('the distribution sends headers that forbid frames, other origins, plain HTTP, referrers and what the app does not use', async () => {
    const { ResponseHeadersPolicyConfig } = await propertiesOf('AWS::CloudFront::ResponseHeadersPolicy');

    expect(ResponseHeadersPolicyConfig).toMatchObject({
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { Override: true },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true, Override: true },
      },
      CustomHeadersConfig: {
        Items: [
          { Header: 'permissions-policy', Value: 'camera=(), geolocation=(), microphone=()', Override: true },
          { Header: 'cross-origin-opener-policy', Value: 'same-origin', Override: true },
        ],
      },
    });
  });

  it('the distribution allows the web app to call the streams, the API, the sign-in and the bucket of its Region only', async () => {
    const { ResponseHeadersPolicyConfig } = await propertiesOf('AWS::CloudFront::ResponseHeadersPolicy');
    const { ContentSecurityPolicy } = ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy;
    const [, parts] = ContentSecurityPolicy['Fn::Join'] as [string, (string | { Ref: string })[]];
    const policy = parts.map((part) => (typeof part === 'string' ? part : part.Ref.replace('AWS::', ''))).join('');
    const files = 'https://coachstream-prod-files-AccountId-Region.s3.Region.amazonaws.com';

    expect(policy.split('; ')).toContain("default-src 'none'");
    expect(policy.split('; ')).toContain(`img-src 'self' ${files}`);
    expect(
      policy
        .split('; ')
        .find((one) => one.startsWith('connect-src'))
        ?.split(' '),
    ).toEqual([
      'connect-src',
      "'self'",
      'https://*.lambda-url.Region.on.aws',
      'https://*.execute-api.Region.amazonaws.com',
      'https://cognito-idp.Region.amazonaws.com',
      'https://coachstream-prod-AccountId.auth.Region.amazoncognito.com',
      files,
    ]);
  });

  it('the distribution is the only reader of its bucket, which is not public', async () => {
    expect(await propertiesOf('AWS::S3::Bucket')).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
    const { PolicyDocument } = await propertiesOf('AWS::S3::BucketPolicy');
    const readers = PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(readers).toMatchObject([
      {
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': { 'Fn::Join': expect.anything() } } },
      },
    ]);
    expect(await propertiesOf('AWS::CloudFront::OriginAccessControl')).toMatchObject({
      OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    });
  });
});
