import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeBedrock } from '#infra/local/bedrock/fake-bedrock';
import type { Latency } from '#infra/local/options';
import { readEvents, type TurnPath } from '#infra/local/product/person';
import { createPlayer, question } from '#infra/local/product/player';
import { type LocalStack, startLocalStack } from '#infra/local/stack';

/** Measures the time to the first word of a long reply at a model's pace: `first-word.ts <firstMs> <tokenMs>`. */
const [firstMs = 0, tokenMs = 0] = process.argv.slice(2).map(Number);
const latency: Latency = { firstMs, tokenMs };

const TOKENS = 300;
const WARM = 'say one word';
const LONG = 'say it all';
const SCRIPT = [
  { match: { contains: WARM }, times: 100, steps: [{ text: 'Hello.', delayMs: 0 }] },
  { match: { contains: LONG }, times: 100, steps: [{ text: Array.from({ length: TOKENS }, () => 'word').join(' ') }] },
];
const PATHS: readonly TurnPath[] = [1, 2, 3];

const stack = await startLocalStack({ indexLagMs: 0, latency, web: false });
stack.bedrock?.script.add(SCRIPT);
const whole = await startWhole();
await Promise.all([askWhole(WARM), ...PATHS.map((path) => askOver(stack, path, WARM))]);
const [wholeMs, ...pathsMs] = await Promise.all([askWhole(LONG), ...PATHS.map((path) => askOver(stack, path, LONG))]);
const [path1 = 0, path2 = 0, path3 = 0] = pathsMs.map((ms) => ms / wholeMs);
await whole.close();
await stack.close();
process.stdout.write(`${JSON.stringify({ path1, path2, path3, wholeMs })}\n`);

/** Milliseconds until the first word can be shown. On path 3 that is when its one JSON object arrives. */
async function askOver(stack: LocalStack, path: TurnPath, message: string): Promise<number> {
  const player = await createPlayer(stack, `player-${path}`);
  const startedAt = performance.now();
  const response = await fetch(player.addressOf(path), {
    method: 'POST',
    headers: player.headers(),
    body: JSON.stringify(question(message)),
  });
  if (!response.ok) throw new Error(`path ${path}: ${response.status} ${await response.text()}`);
  if (path === 3) {
    await response.json();
    return performance.now() - startedAt;
  }
  const received = await readEvents(response);
  const first = received.find(({ event }) => event.type === 'chunk');
  if (!first || received.at(-1)?.event.type !== 'complete') throw new Error(`path ${path} did not complete`);
  return first.at - startedAt;
}

/** The simplest server that returns a whole reply: no storage, no sign-in, the same model at the same pace. */
async function startWhole() {
  const bedrock = createFakeBedrock({ mainModelId: 'main', models: [], seed: 1, latency });
  bedrock.script.add(SCRIPT);
  const endpoint = await bedrock.listen();
  const server = createServer(async (request, response) => {
    const text = new URLSearchParams(request.url?.slice(2)).get('text');
    const answer = await fetch(`${endpoint}/model/main/converse`, {
      method: 'POST',
      body: JSON.stringify({
        messages: [{ role: 'user', content: [{ text }] }],
        inferenceConfig: { maxTokens: 2 * TOKENS },
      }),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await bedrock.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function askWhole(text: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${whole.url}/?${new URLSearchParams({ text })}`);
  if (!response.ok) throw new Error(`the whole reply: ${response.status} ${await response.text()}`);
  await response.json();
  return performance.now() - startedAt;
}
