import { request } from 'node:http';

/** What a client sees of one request, whole. */
export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly chunks: readonly string[];
  /** The connection was cut before the answer's end. */
  readonly cut: boolean;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Goes away once this many bytes have come. */
  readonly leaveAfterBytes?: number;
}

/** Headers that differ from request to request. */
const VOLATILE = ['date', 'connection', 'keep-alive', 'x-amzn-requestid', 'transfer-encoding', 'x-amzn-trace-id'];

/** Asks without any of a browser's or a pool's own ideas about it. */
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
