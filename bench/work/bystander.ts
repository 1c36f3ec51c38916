import { aTurn, createPerson, type Person } from '#infra/local/product/person';
import { startLocalStack } from '#infra/local/stack';

/**
 * Measures the time to a bystander's first token on the local stack: `bystander.ts <quiet|reconnects>`. With
 * `reconnects`, another person opens 1,000 readers of one turn within 5 seconds meanwhile.
 */
const isBusy = process.argv[2] === 'reconnects';

const RECONNECTS = 1_000;
const RECONNECT_MS = 5;
const TURNS = 9;
const LONG_MS = 60_000;

const stack = await startLocalStack({ indexLagMs: 0, latency: { firstMs: 100, tokenMs: 1 }, web: false });
stack.bedrock?.script.add([
  { match: { contains: 'be silent' }, times: 1, steps: [{ text: 'At last.', delayMs: LONG_MS }] },
  { match: { contains: 'say one word' }, times: 100, steps: [{ text: 'Hello.', delayMs: 100 }] },
]);
const bystander = await createPerson(stack, 'bystander', 'studio');
const sessionId = await bystander.createSession();
await firstTokenMs(bystander); // warm
const reconnecting = isBusy ? reconnect(await createPerson(stack, 'impatient', 'studio')) : undefined;
const times: number[] = [];
for (let turn = 0; turn < TURNS; turn += 1) times.push(await firstTokenMs(bystander));
const opened = await reconnecting;
await stack.close();
const firstMs = times.sort((a, b) => a - b)[Math.floor(TURNS / 2)] ?? 0;
process.stdout.write(`${JSON.stringify({ firstMs, ...(opened !== undefined && { opened }) })}\n`);

async function firstTokenMs(person: Person): Promise<number> {
  const startedAt = performance.now();
  const { received } = await person.turn(sessionId, aTurn('say one word'));
  const first = received.find(({ event }) => event.type === 'chunk');
  if (!first) throw new Error('the bystander had no token');
  return first.at - startedAt;
}

/** @returns how many readers were opened. The others were refused. */
async function reconnect(person: Person): Promise<number> {
  const own = await person.createSession();
  const body = aTurn('be silent');
  const address = person.addressOf(1, own);
  const request = { method: 'POST', headers: person.headers(), body: JSON.stringify(body) };
  const over = new AbortController();
  const open = async () => {
    const { status, body: stream } = await fetch(address, { ...request, signal: over.signal });
    await stream?.cancel();
    return status;
  };
  const statuses = [open()];
  for (let sent = 0; sent < RECONNECTS; sent += 1) {
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    statuses.push(open());
  }
  const all = await Promise.all(statuses.map((status) => status.catch(() => 0)));
  over.abort();
  return all.filter((status) => status === 200).length;
}
