import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { TurnStatus } from '#contract/turn-responses';
import { aTurn, type Person, type TurnBody } from '#infra/local/product/person';
import type { LocalStack } from '#infra/local/stack';
import type { Finding, Proof } from './proof.ts';
import { createProver } from './talk.ts';
import { createView, faultsOf, type View } from './views.ts';

type StreamPath = 1 | 2;

const AT_ONCE = 12;
/** Below a person's per-minute and monthly limits: these turns open at most 16 of the 20 follows of a minute. */
const TURNS_EACH = 6;
/** Maximum cuts per turn. The connection after them is read to its end. */
const MAX_CUTS = 3;
/** Estimated length of a turn in bytes, until one has been read to its end. */
const FIRST_LENGTH = 4_000;
/** One in this many turns is read by several followers instead of being cut. */
const FOLLOWED_EACH = 3;
/** Maximum delay of a late follower after the first reader, in milliseconds. */
const FOLLOW_WITHIN_MS = 600;

const anyPath = (): StreamPath => (Math.random() < 0.5 ? 1 : 2);

interface Asking {
  readonly person: Person;
  readonly sessionId: string;
  readonly body: TurnBody;
}

async function post({ person, sessionId, body }: Asking, path: StreamPath, view: View, signal: AbortSignal) {
  const cursor = view.cursor();
  const response = await fetch(person.addressOf(path, sessionId), {
    method: 'POST',
    headers: person.headers(),
    body: JSON.stringify({ ...body, ...(cursor !== undefined && { cursor }) }),
    signal,
  });
  if (!response.ok) throw new Error(`path ${path} refused: ${response.status} ${await response.text()}`);
  return response;
}

/** Follows a turn that another client started, by its id alone. */
async function watch({ person, sessionId, body }: Asking, path: StreamPath, view: View, connection: AbortController) {
  const address = person.addressOf(path, sessionId).replace(/stream$/, `turns/${body.turnId}/stream`);
  const response = await fetch(address, { headers: person.headers(), signal: connection.signal });
  if (response.status !== 200) throw new Error(`GET …/stream on path ${path}: ${response.status}`);
  await view.read(response, connection);
}

async function serverText({ person, sessionId, body }: Asking): Promise<string> {
  const { text } = await person.get<TurnStatus>(`${person.sessionPath(sessionId)}/turns/${body.turnId}`);
  return text;
}

/** Runs a turn whose connections break at random bytes. @returns the faults and the number of cuts. */
async function cutTurn(
  asking: Asking,
  length: number,
): Promise<{ readonly cuts: number; readonly faults: readonly string[] }> {
  const view = createView();
  let cuts = 0;
  while (!view.isOver()) {
    const connection = new AbortController();
    const response = await post(asking, anyPath(), view, connection.signal);
    const limit = cuts < MAX_CUTS ? Math.floor(Math.random() * length) : Number.POSITIVE_INFINITY;
    const bytes = await view.read(response, connection, limit);
    if (bytes === limit) cuts += 1;
  }
  return { cuts, faults: faultsOf(view, await serverText(asking)) };
}

interface Followed {
  readonly faults: readonly string[];
  /** Length of the whole stream, in bytes. */
  readonly length: number;
}

/** Runs a turn with one reader from the start and two late ones: one repeats the request, one follows by turn id. */
async function followTurn(asking: Asking): Promise<Followed> {
  const [first, second, third] = [createView(), createView(), createView()];
  const firstConnection = new AbortController();
  const begun = await post(asking, anyPath(), first, firstConnection.signal);
  const late = async (read: (connection: AbortController) => Promise<unknown>) => {
    await sleep(Math.random() * FOLLOW_WITHIN_MS);
    await read(new AbortController());
  };
  const [length] = await Promise.all([
    first.read(begun, firstConnection),
    late(async (connection) => second.read(await post(asking, anyPath(), second, connection.signal), connection)),
    late((connection) => watch(asking, anyPath(), third, connection)),
  ]);
  const differs = (view: View, name: string) =>
    isDeepStrictEqual(view.seen, first.seen) ? [] : [`${name} received other events than the first reader`];
  const faults = [
    ...faultsOf(first, await serverText(asking)),
    ...differs(second, 'the reader that repeated the request'),
    ...differs(third, 'the follower'),
  ];
  return { faults, length };
}

async function run(stack: LocalStack, size: number): Promise<Finding> {
  const violations: string[] = [];
  let [cutTurns, cuts, followed, length] = [0, 0, 0, FIRST_LENGTH];
  const blame = (turn: Asking, faults: readonly string[]) =>
    violations.push(...faults.map((fault) => `${turn.body.turnId}: ${fault}`));
  const runTurns = async () => {
    const person = await createProver(stack);
    const sessionId = await person.createSession();
    for (let turns = 0; turns < TURNS_EACH && cuts < size; turns += 1) {
      const asking = { person, sessionId, body: aTurn(`Tell me, ${crypto.randomUUID()}`) };
      if (turns % FOLLOWED_EACH === 0) {
        const whole = await followTurn(asking);
        length = whole.length;
        followed += 1;
        blame(asking, whole.faults);
      } else {
        const cut = await cutTurn(asking, length);
        cutTurns += 1;
        cuts += cut.cuts;
        blame(asking, cut.faults);
      }
    }
  };
  while (cuts < size) await Promise.all(Array.from({ length: Math.min(AT_ONCE, size) }, runTurns));
  return { n: cuts, times: [], violations, notes: [`in ${cutTurns} turns`, `${followed} turns followed twice`] };
}

export const cuts: Proof = {
  name: 'cuts',
  promise: 'a reader that is cut off at any byte, or that joins late, receives the exact text',
  size: 1_000,
  latency: { firstMs: 50, tokenMs: 4 },
  run,
};
