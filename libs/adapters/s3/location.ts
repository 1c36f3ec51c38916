import { fromEnv } from '@aws-sdk/credential-provider-env';
import type { SignatureV4 } from '@smithy/signature-v4';

/** A bucket, and how to reach it. */
export interface S3Location {
  readonly bucketName: string;
  readonly region: string;
  /** Replaces S3's own endpoint. The bucket's name then begins the path instead of the host. */
  readonly endpoint: string | undefined;
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
}

/** The location as the environment names it, by the variables that the SDK reads too. */
export const locationFromEnvironment = (bucketName: string): S3Location => ({
  bucketName,
  region: process.env['AWS_REGION'] ?? 'us-east-1',
  endpoint: process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'],
  credentials: fromEnv(),
});

/** The bucket's URL, with a trailing slash. */
export const bucketUrl = ({ bucketName, region, endpoint }: S3Location): URL =>
  new URL(
    endpoint === undefined
      ? `https://${bucketName}.s3.${region}.amazonaws.com/`
      : `${endpoint.replace(/\/$/, '')}/${bucketName}/`,
  );

/** Encodes all characters that RFC 3986 does not list as unreserved. */
export const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** The same, except for the slashes of a key. */
export const encodedKey = (key: string): string => key.split('/').map(encoded).join('/');
