import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createGameCoach } from '#domain/game-coach/game-coach';
import { createExternalLoopWorld, PERSON } from '#testing/simulation/external-loop-world';
import { createRouter } from '../router.ts';
import { gameCoachPreflightRoutes } from './game-coach-preflight-routes.ts';

const RUNS = 400;
const CHAT = '/coach/chat';
const SERVICE = `/service/users/${PERSON}${CHAT}`;

const oddText = fc.constantFrom(
  'Hi',
  '',
  ' ',
  '\ud83d',
  'a\udc00b',
  '\u0000',
  '\u200b',
  '__proto__',
  'constructor',
  'x'.repeat(1_500),
  'x'.repeat(60_000),
  '👩‍👩‍👧',
);
const oddNumber = fc.constantFrom(0, -0, 1, -1, 1.5, 1e-200, 1e7, 1e7 + 1, 2 ** 53 - 1, 2 ** 53, 1e300, -1e300);
const odd = fc.oneof(
  oddText,
  oddNumber,
  fc.constantFrom(null, true, [], {}),
  fc.array(oddText, { maxLength: 2 }),
  fc.dictionary(oddText, fc.oneof(oddText, oddNumber), { maxKeys: 2 }),
);
/** Mostly the right type, so that requests get far. */
const text = fc.oneof({ weight: 4, arbitrary: oddText }, { weight: 1, arbitrary: odd });
const block = fc.oneof(
  fc.record({ type: fc.constant('text'), text }),
  fc.record({ type: fc.constant('reasoning'), text, signature: text }, { requiredKeys: ['type', 'text'] }),
  fc.record({ type: fc.constant('redacted_reasoning'), data: text }),
  fc.record({ type: fc.constant('tool_use'), toolUseId: text, name: text, input: odd }),
  fc.record(
    {
      type: fc.constant('tool_result'),
      toolUseId: text,
      ok: fc.constant(true),
      content: odd,
      summary: text,
      durationMs: oddNumber,
    },
    { requiredKeys: ['type', 'toolUseId', 'ok', 'content'] },
  ),
  fc.record({ type: fc.constant('image'), key: text }),
);
const messages = fc.array(
  fc.record({
    role: fc.constantFrom('user', 'assistant'),
    content: fc.oneof({ weight: 1, arbitrary: text }, { weight: 3, arbitrary: fc.array(block, { maxLength: 3 }) }),
  }),
  { maxLength: 3 },
);
const usage = fc.record({
  inputTokens: fc.oneof(fc.constant(1), oddNumber),
  outputTokens: fc.constant(1),
  cacheReadTokens: fc.constant(0),
  cacheWriteTokens: fc.oneof(fc.constant(0), oddNumber),
});

it(`answers no body of an external loop with a 5xx, and leaves the ledger balanced, in ${RUNS} random runs`, async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(messages, messages, usage, text, async (partial, recorded, used, message) => {
      const world = await createExternalLoopWorld('studio');
      const { storage, deps } = world;
      const coach = createGameCoach({
        games: createDynamoGames(storage),
        notes: createDynamoNotes(storage),
        maxSteps: 3,
      });
      const tokens = { verify: async () => ({ sub: PERSON }) };
      const handle = createRouter(gameCoachPreflightRoutes(coach, deps), { ...deps, tokens });
      const post = async (path: string, body: object) => {
        const answer = await handle({
          frontDoor: 'rest',
          method: 'POST',
          path,
          query: {},
          headers: { 'content-type': 'application/json', authorization: 'x' },
          body: Buffer.from(JSON.stringify(body)),
          deadline: new AbortController().signal,
          isService: path.startsWith('/service/'),
        });
        statuses.add(answer.status);
        expect(answer.status, String(answer.body)).toBeLessThan(500);
        return JSON.parse(String(answer.body)) as { readonly sessionId: string; readonly reservationId: string };
      };
      await post(`${CHAT}/preflight`, { message });
      const { sessionId, reservationId } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
      await post(`${CHAT}/abort`, { sessionId, reservationId, partialMessages: partial });
      await post(`${SERVICE}/record`, { sessionId, reservationId, messages: recorded, usage: used });
      await post(`${CHAT}/preflight`, { message: 'And now?', sessionId });
      for (const { kept, due } of world.ledger()) expect(kept).toEqual(due);
      expect(JSON.stringify([...world.items('MSG#')])).not.toMatch(/\\ud[89a-f]/i);
    }),
    { numRuns: RUNS, seed: 2026 },
  );
  // Requests that are all refused would prove nothing.
  expect([...statuses].sort()).toEqual([200, 402, 413, 422]);
});
