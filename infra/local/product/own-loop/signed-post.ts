import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Signing {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials have one, such as those of a role. */
  readonly sessionToken?: string;
  readonly region: string;
}

/** Sends a POST with an IAM signature, which API Gateway requires for the `/service` routes. */
export async function signedPost(
  address: string,
  body: object,
  { region, ...credentials }: Signing,
): Promise<Response> {
  const url = new URL(address);
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: Sha256 });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: {},
    headers: { host: url.host, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { host: _, ...sent } = headers;
  return fetch(url, { method: 'POST', headers: sent, body: JSON.stringify(body) });
}
