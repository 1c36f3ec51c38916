import { request } from 'node:http';

/** The complete response of one request, as a client receives it. */
export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly chunks: readonly string[];
  /** The connection was closed before the end of the response. */
  readonly cut: boolean;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Disconnects after this number of bytes. */
  readonly leaveAfterBytes?: number;
}

/** Headers that differ between requests. */
const VOLATILE = ['date', 'connection', 'keep-alive', 'x-amzn-requestid', 'transfer-encoding', 'x-amzn-trace-id'];

/** Sends a request without the defaults of a browser or a connection pool. */
export function exchange(
  url: string,
  { method = 'GET', headers = {}, body, leaveAfterBytes }: Ask = {},
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent: false }, (response) => {
      const chunks: string[] = [];
      let sizeBytes = 0;
      const finish = (cut: boolean) => {
        const kept = Object.entries(response.headers).filter(([name]) => !VOLATILE.includes(name));
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(kept),
          body: chunks.join(''),
          chunks,
          cut,
        });
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk.toString());
        sizeBytes += chunk.length;
        if (leaveAfterBytes !== undefined && sizeBytes >= leaveAfterBytes) asking.destroy();
      });
      response.on('end', () => finish(false));
      response.on('error', () => finish(true));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
