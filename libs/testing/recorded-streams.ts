import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Recording =
  | 'text'
  | 'text-then-tool'
  | 'tool-in-pieces'
  | 'tool-alone'
  | 'tool-in-many-pieces'
  | 'two-tools-at-once'
  | 'cut-by-max-tokens'
  | 'thought'
  | 'thought-redacted'
  | 'empty-text-first'
  | 'citations';

/** The bytes of one answer, as Bedrock sent them. */
export const recorded = (name: Recording): Buffer =>
  Buffer.from(readFileSync(new URL(`corpus/converse-streams/${name}.base64`, import.meta.url), 'utf8'), 'base64');

/**
 * Replays recorded Bedrock answers in order and repeats the last one. Each answer is cut into pieces of the given size.
 * Returns the options with which the product creates its own client.
 */
export async function replayRecordings(names: readonly Recording[], pieceBytes: () => number) {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    const bytes = recorded(names[Math.min(asked, names.length - 1)] ?? 'text');
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    for (let at = 0, length = 0; at < bytes.length; at += length) {
      length = pieceBytes();
      response.write(bytes.subarray(at, at + length));
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    /** Options for the product's own client. */
    where: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
