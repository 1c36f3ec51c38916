import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { PROBLEMS } from '#contract/problems';
import { createGameCoach } from '#domain/game-coach/game-coach';
import { createPromptCoach } from '#domain/prompt-coach/prompt-coach';
import { createRouter, type Route } from '#http/router';
import { coachCreatorTurnRoutes } from '#http/routes/coach-creator-turn-routes';
import { gameCoachTurnRoutes } from '#http/routes/game-coach-turn-routes';
import { promptCoachTurnRoutes } from '#http/routes/prompt-coach-turn-routes';
import type { HttpRequest } from '#ports/http';
import { BODIES, hasNoBody } from '#testing/docs/bodies';
import { oneStepOff } from '#testing/fuzz/one-step-off';
import { createProductWorld, UPLOAD } from '#testing/fuzz/product-world';
import { valuesOf } from '#testing/fuzz/values-of';
import { NO_LIMIT } from '#testing/limits';
import type { Change } from '#testing/memory-dynamo/writing';
import { createRandom } from '#testing/simulation/random';
import { coachApiRoutes } from './coach-api.ts';

/** 20,000 requests here; `FUZZ_REQUESTS` for another number. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 20_000);

/** Requests to one world, whose sessions, games and turns the later ones meet. */
const A_WORLD = 200;

/** Bodies that are made of each schema: valid ones, and ones with one step off. */
const VALID = 60;
const OFF = 200;

/** Virtual time after which most requests have been answered. It also fills no rate window. */
const ANSWER_MS = 10_000;

/** Virtual time in which every request must have been answered, in milliseconds. */
const HANG_MS = 120_000;

/** How often the test waits for what takes real time, 10 ms each. */
const REAL_WAITS = 100;

async function createProduct() {
  const world = await createProductWorld();
  const { deps } = world;
  const routes: readonly Route[] = [
    ...coachCreatorTurnRoutes(deps),
    ...gameCoachTurnRoutes(createGameCoach(deps), deps),
    ...promptCoachTurnRoutes(createPromptCoach(deps), deps),
    ...coachApiRoutes(deps),
  ];
  return { ...world, routes, handle: createRouter(routes, deps) };
}

const nameOf = ({ method, pattern }: Pick<Route, 'method' | 'pattern'>) => `${method} ${pattern}`;

describe('the fuzzer', () => {
  it('knows the body of every route that takes one', async () => {
    const { routes } = await createProduct();
    const writing = routes.filter(({ method }) => method === 'POST' || method === 'PUT' || method === 'PATCH');
    const unknown = writing.map(nameOf).filter((name) => !(name in BODIES) && !hasNoBody(name));
    expect(unknown).toEqual([]);
    expect(Object.keys(BODIES).filter((name) => !writing.map(nameOf).includes(name))).toEqual([]);
  });
});

/** Strings that mean something to the server. */
const WORDS = [
  '6f1c1b1e-0000-4000-8000-000000000001',
  '6F1C1B1E-0000-4000-8000-000000000002',
  '01JD0000000000000000000001',
  'game-1',
  '2026-11-21T10:00:00Z',
  '2026-11-21T10:00:00.000+02:00',
  'get_recent_games',
  'save_coaching_note',
  'How was I?',
  UPLOAD,
  UPLOAD.replace('.png', '.gif'),
  '1-2',
];
const IDS = WORDS.slice(0, 4);
const STRANGE_IDS = ['x', '..', '%2e%2e', '%00', 'a%2fb', '\u00e9', '%', 'x'.repeat(1_500), '%ff', 'me'];
const AN_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|01J[0-9A-HJKMNP-TV-Z]{23}/gi;
const QUERIES: readonly Readonly<Record<string, string>>[] = [
  { limit: '5' },
  { limit: '101' },
  { limit: '-1' },
  { limit: '1', cursor: 'AAAA' },
  { cursor: '\u0000' },
  { stream: 'true' },
  { protocol: 'ai-sdk', stream: 'true' },
  { protocol: 'x' },
  { isComplete: 'true', sortOrder: 'asc' },
  { fromDate: '2026-11-21', toDate: 'never' },
  { unknown: 'x' },
];
const TYPES = ['', 'text/plain', 'application/json; charset=utf-16', 'application/json, text/html'];

/** Bodies of one route, made once, because making them costs more than answering them. */
function bodiesOf(schema: z.ZodMiniType | undefined, seed: number): readonly unknown[] {
  const others = [undefined, null, 'text', [], 7];
  if (!schema) return [undefined, ...others];
  const values = valuesOf(schema, fc.constantFrom(...WORDS));
  const valid = fc.sample(values, { numRuns: VALID, seed });
  return [...valid, ...valid, ...valid, ...fc.sample(values.chain(oneStepOff), { numRuns: OFF, seed }), ...others];
}

type Random = ReturnType<typeof createRandom>;

/** A request to a route. Ids are mostly ones that the world has answered before. */
function requestTo(route: Route, bodies: readonly unknown[], found: readonly string[], random: Random) {
  const person = random.chance(0.95) ? random.pick(['ann', 'ann', 'bob']) : 'eve';
  const anId = () => {
    if (random.chance(0.08)) return random.pick(STRANGE_IDS);
    return random.chance(0.8) && found.length > 0 ? random.pick(found) : random.pick(IDS);
  };
  const path = route.pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
    if (name === 'userId') return random.chance(0.95) ? person : random.pick(STRANGE_IDS);
    return anId();
  });
  const made = JSON.stringify(random.pick(bodies)) ?? '';
  const named = made.replaceAll(AN_ID, (id) => (random.chance(0.5) && found.length > 0 ? random.pick(found) : id));
  const text = random.chance(0.03) ? named.slice(0, -1) : named;
  const isService = route.auth === 'service';
  const request: HttpRequest = {
    frontDoor: isService || random.chance(0.5) ? 'rest' : 'function_url',
    method: route.method,
    path,
    query: random.chance(0.8) ? {} : random.pick(QUERIES),
    headers: {
      authorization: `Bearer ${person}`,
      'content-type': random.chance(0.97) ? 'application/json' : random.pick(TYPES),
    },
    body: new TextEncoder().encode(text),
    deadline: new AbortController().signal,
    isService,
  };
  const about = `${route.method} ${path.slice(0, 200)} as ${person}: ${text.slice(0, 500)}`;
  return { request, about };
}

/**
 * A refusal may count in a rate window, and may have expired the person’s own dead holds. A report of a session that was
 * deleted is charged and cannot be stored.
 */
const mayChange = ({ before, after }: Change, route: Route, code: string): boolean => {
  const sk = String((after ?? before)?.['sk']);
  if (sk.startsWith('RATE#') || sk.startsWith('BUDGET#')) return true;
  const isLateReport = nameOf(route).endsWith('/record') && code === 'not_found' && after?.['source'] === 'report';
  return sk.startsWith('RES#') && (after?.['state'] === 'expired' || isLateReport);
};

describe('any request', NO_LIMIT, () => {
  it(`is answered in time, never with 5xx, and changes nothing when it is refused, in ${REQUESTS} requests`, async () => {
    const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
    const random = createRandom(seed);
    const { routes } = await createProduct();
    const bodies = new Map(routes.map((route) => [nameOf(route), bodiesOf(BODIES[nameOf(route)], seed)]));
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < REQUESTS; sent += A_WORLD) await fuzzAWorld(routes, bodies, random, statuses, seed);
    const sorted = [...statuses].sort(([a], [b]) => a - b);
    const accepted = sorted.filter(([status]) => status < 400).reduce((sum, [, count]) => sum + count, 0);
    process.stdout.write(
      `fuzzer: seed ${seed}, ${sorted.map(([status, count]) => `${count} × ${status}`).join(', ')}\n`,
    );
    // Otherwise it would only meet the first check of each route. Most random ids name no picture and no kit.
    expect(accepted).toBeGreaterThan(REQUESTS / 6);
  });
});

async function fuzzAWorld(
  routes: readonly Route[],
  bodies: ReadonlyMap<string, readonly unknown[]>,
  random: Random,
  statuses: Map<number, number>,
  seed: number,
): Promise<void> {
  const { handle, clock, dynamo, deps } = await createProduct();
  const changes: Change[] = [];
  const found: string[] = [];
  dynamo.hooks.onWrite = (written) => void changes.push(...written);
  for (let sent = 0; sent < A_WORLD; sent += 1) {
    changes.length = 0;
    const route = random.pick(routes);
    const { request, about } = requestTo(route, bodies.get(nameOf(route)) ?? [], found, random);
    const fail = (what: string) => {
      const reason = JSON.stringify(deps.telemetry.lines.at(-1), (_, part) =>
        part instanceof Error ? String(part.stack) : part,
      );
      throw new Error(`seed ${seed}: ${what}: ${about} ${reason}`);
    };
    let answer: { readonly status: number; readonly text: string } | undefined;
    void handle(request).then(async ({ status, body }) => {
      answer = { status, text: typeof body === 'string' ? body : (await Array.fromAsync(body)).join('') };
    });
    await clock.advance(ANSWER_MS);
    // A dialect is loaded from a file, which takes real time.
    for (let waits = 0; !answer && waits < REAL_WAITS; waits += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      await clock.advance(HANG_MS / REAL_WAITS);
    }
    if (!answer) return fail('was not answered');
    const { status, text } = answer;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500) return fail(String(status));
    if (status < 400) {
      for (const [id] of text.matchAll(AN_ID)) if (!found.includes(id)) found.push(id);
      continue;
    }
    const { code } = (JSON.parse(text) as { error: { code: string } }).error;
    if (!(code in PROBLEMS)) return fail(`unknown code ${code}`);
    const changed = changes
      .filter((change) => !mayChange(change, route, code))
      .map(({ before, after }) => (after ?? before)?.['sk']);
    if (changed.length > 0) return fail(`${status} ${code} changed ${changed.join()}`);
  }
}
