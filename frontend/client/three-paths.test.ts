import { describe, expect, it } from 'vitest';
import { WAIT_LIMIT_MS } from '#testing/limits';
import {
  type Answer,
  createScriptedServer,
  foreignError,
  framesOf,
  hangUp,
  refuse,
  type ScriptedServer,
  silence,
  stallAfter,
  streamOf,
  wireOf,
} from '../testing/scripted-server.ts';
import { clientOf, message, say, session, textOf, updatesOf, WIRE } from '../testing/turn-client.ts';
import { chunk, configFor, EVENTS, started, WORDS } from '../testing/turn-fixtures.ts';

const END = EVENTS.at(-1);
const HALF = wireOf(framesOf([started(), chunk('Gr')]));
/** An answer with white space before its JSON, as path 3 sends it. */
const whole: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).write('\n\n');
  response.end(JSON.stringify(END));
};

/** The connection breaks in the middle of that JSON. */
const halfWhole: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.write(JSON.stringify(END).slice(0, 40), () => response.destroy());
};

/** Starts the answer on every path, and then stops sending. */
const begunAndSilent: Answer = (response, request) => {
  const type = request.method === 'PUT' ? 'application/json' : 'text/event-stream';
  response.writeHead(200, { 'content-type': type }).write(request.method === 'PUT' ? '\n' : HALF);
};

/** `POST /stream…` is path 1, `POST /api…/stream` path 2, `PUT /api…` path 3. */
const pathsOf = ({ requests }: ScriptedServer) =>
  requests.map(({ method, path }) => (method === 'PUT' ? 3 : path.startsWith('/api') ? 2 : 1));

async function run(answers: readonly Answer[], more: Parameters<typeof clientOf>[1] = {}) {
  await using server = await createScriptedServer(...answers);
  const { client } = clientOf(server, more);
  const updates = await updatesOf(say(client)).catch((error: { code?: string; name: string }) => error);
  const bodies = server.requests.flatMap(({ body }) => (body ? [{ ...body, cursor: undefined }] : []));
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  return {
    updates: Array.isArray(updates) ? updates : [],
    error: updates,
    paths: pathsOf(server),
    requests: server.requests,
    open: await client.openTurn(session),
    draft: await client.draft(session),
  };
}

describe('a turn takes another path', () => {
  it.each([
    ['no server answers', hangUp],
    ['no headers arrive', silence],
    ['another server answers', foreignError(503)],
    ['another server answers with a page', foreignError(200)],
    ['the function has crashed and its gateway answers', refuse('internal')],
  ])('takes the next path at once when %s, with the same body', async (_, answer) => {
    const { updates, paths } = await run([answer, streamOf(WIRE)]);
    expect(paths).toEqual([1, 2]);
    expect(textOf(updates)).toBe(WORDS.join(''));
  });

  it('takes path 3 when paths 1 and 2 are down, and yields the whole answer from JSON', async () => {
    const { updates, paths } = await run([hangUp, hangUp, whole]);
    expect(paths).toEqual([1, 2, 3]);
    expect(updates.at(-1)).toEqual(END);
    expect(updates).toContainEqual({ type: 'transport', stage: 'reconnecting', path: 3 });
  });

  it('takes the next path after one more attempt with the cursor on the path that broke', async () => {
    const { updates, paths, requests } = await run([stallAfter(HALF), hangUp, streamOf(WIRE)]);
    expect(paths).toEqual([1, 1, 2]);
    expect(requests[1]?.body).toMatchObject({ cursor: '1-2' });
    expect(updates.at(-1)?.type).toBe('complete');
  });

  it('takes the next path after the Retry-After of our own 503', async () => {
    const { paths } = await run([refuse('dependency_unavailable', {}, { 'retry-after': '0' }), streamOf(WIRE)]);
    expect(paths).toEqual([1, 2]);
  });

  it('takes path 1 again after path 3', async () => {
    const { paths, updates } = await run([hangUp, hangUp, hangUp, streamOf(WIRE)], {
      limits: {
        headersMs: WAIT_LIMIT_MS,
        stallMs: WAIT_LIMIT_MS,
        backoffMinMs: 1,
        backoffMaxMs: 2,
        runningMs: 1,
        attempts: 9,
      },
    });
    expect(paths).toEqual([1, 2, 3, 1]);
    expect(updates.at(-1)?.type).toBe('complete');
  });

  it('starts at path 2 when there is no stream URL', async () => {
    await using server = await createScriptedServer(streamOf(WIRE));
    const { client } = clientOf(server, { config: configFor(`${server.url}/api`, '') });
    await updatesOf(say(client));
    expect(pathsOf(server)).toEqual([2]);
  });

  it('requests the turn again when the JSON of path 3 is cut off', async () => {
    const { paths, updates } = await run([hangUp, hangUp, halfWhole, whole]);
    expect(paths).toEqual([1, 2, 3, 3]);
    expect(updates.filter(({ type }) => type !== 'transport')).toEqual([END]);
  });
});

describe('a turn is given up', () => {
  it('gives up when every connection lasts a while and brings no new event', async () => {
    const limits = {
      headersMs: 60_000,
      stallMs: 20,
      backoffMinMs: 1,
      backoffMaxMs: 2,
      runningMs: 1,
      lastedMs: 1,
      attempts: 2,
    };
    const { error, paths } = await run([begunAndSilent], { limits });
    expect(error).toMatchObject({ name: 'Interrupted' });
    // Each counts as a quarter of an attempt.
    expect(paths).toEqual([1, 1, 2, 2, 3, 3, 1, 1]);
  });

  it('returns the message when the server refuses the turn for good after a lost request', async () => {
    const { error, open, draft } = await run([hangUp, refuse('budget_exhausted')]);
    expect(error).toMatchObject({ name: 'Refusal', code: 'budget_exhausted' });
    expect(open).toBeUndefined();
    expect(draft).toEqual(message);
  });

  it.each([
    ['for now', refuse('rate_limited', {}, { 'retry-after': '60' })],
    ['because of its token', refuse('expired_token')],
  ])('keeps the turn open when the server refuses it %s after a lost request', async (_, answer) => {
    const { error, open, draft } = await run([hangUp, answer]);
    expect(error).toMatchObject({ name: 'Interrupted' });
    expect(open).toMatchObject({ message });
    expect(draft).toBeUndefined();
  });
});

describe('a turn stays on its path', () => {
  it.each(['rate_limited', 'turn_in_progress'] as const)(
    'waits on the same path when our server refuses with %s',
    async (code) => {
      const { paths } = await run([refuse(code, { turnId: 'another' }, { 'retry-after': '0' }), streamOf(WIRE)]);
      expect(paths).toEqual([1, 1]);
    },
  );

  it.each(['validation_failed', 'budget_exhausted', 'session_ended', 'not_found'] as const)(
    'stays on its path when our server refuses with %s',
    async (code) => {
      const { paths, error } = await run([refuse(code)]);
      expect(paths).toEqual([1]);
      expect(error).toMatchObject({ code });
    },
  );

  it('starts for a minute at the path that worked last', async () => {
    await using server = await createScriptedServer(hangUp, streamOf(WIRE), streamOf(WIRE), streamOf(WIRE));
    let now = 1_000_000;
    const { client } = clientOf(server, { now: () => now });
    await updatesOf(say(client));
    now += 59_000;
    await updatesOf(say(client));
    now += 61_000;
    await updatesOf(say(client));
    expect(pathsOf(server)).toEqual([1, 2, 2, 1]);
  });
});
