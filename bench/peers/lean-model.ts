import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { given, measureModel } from '../model/measure-model.ts';

/**
 * The minimum that can talk to Bedrock: a signature, a kept connection, frames. It has no retries, no exceptions in the
 * stream, no checksums and no abort. So it shows the lower limit, and is not a client for a product.
 */
const { endpoint, count } = given();
const agent = new Agent({ keepAlive: true });
const { host } = new URL(endpoint);
const HEAD_BYTES = 12;
const CHECK_BYTES = 4;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

function signed(path: string, body: string) {
  const stamp = `${new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')}`;
  const scope = `${stamp.slice(0, 8)}/us-east-1/bedrock/aws4_request`;
  const names = 'content-type;host;x-amz-date';
  const canonical = `POST\n${path}\n\ncontent-type:application/json\nhost:${host}\nx-amz-date:${stamp}\n\n${names}\n${sha256(body)}`;
  const key = scope.split('/').reduce<string | Buffer>((from, part) => hmac(from, part), 'AWS4bench');
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=bench/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { 'content-type': 'application/json', 'x-amz-date': stamp, authorization };
}

async function* framesOf(response: IncomingMessage): AsyncGenerator<{ readonly delta?: { readonly text?: string } }> {
  let bytes: Buffer = Buffer.alloc(0);
  for await (const more of response as AsyncIterable<Buffer>) {
    bytes = bytes.length === 0 ? more : Buffer.concat([bytes, more]);
    while (bytes.length >= HEAD_BYTES && bytes.length >= bytes.readUInt32BE(0)) {
      const length = bytes.readUInt32BE(0);
      const from = HEAD_BYTES + bytes.readUInt32BE(4);
      yield JSON.parse(bytes.toString('utf8', from, length - CHECK_BYTES));
      bytes = bytes.subarray(length);
    }
  }
}

await measureModel(async function* (modelId) {
  const path = `/model/${modelId}/converse-stream`;
  const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${endpoint}${path}`, { method: 'POST', agent, headers: signed(path, body) }, resolve)
      .on('error', reject)
      .end(body);
  });
  for await (const { delta } of framesOf(response)) {
    if (delta?.text !== undefined) yield `data: ${JSON.stringify({ type: 'chunk', text: delta.text })}\n\n`;
  }
}, count);
