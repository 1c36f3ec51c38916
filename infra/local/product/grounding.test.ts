import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CoachEvent } from '#contract/events';
import cases from '../../../libs/domain/prompt-coach/grounding/grounding-cases.json' with { type: 'json' };
import { type LocalStack, startLocalStack } from '../stack.ts';
import { controlOf } from './journeys/local-control.ts';
import { begin, HALF_AN_ANSWER } from './journeys/turns.ts';
import type { Outcome } from './person.ts';
import { anIdea, aWish, createStreamer, type Streamer } from './streamer.ts';

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, hasSchedules: false, latency: { firstMs: 0, tokenMs: 0 } });
});
afterAll(() => stack.close());

interface Case {
  readonly say: string;
  readonly right: string;
  readonly query?: readonly string[];
}

const searchesIn = (events: readonly CoachEvent[]) =>
  events.filter(({ type }) => type === 'grounding' || type === 'grounding_complete');
/** Questions to the small model whether to search. */
const assessments = () =>
  (stack.bedrock?.calls() ?? []).filter(({ body }) =>
    JSON.stringify(body).includes('"toolChoice":{"tool":{"name":"assess_grounding"'),
  ).length;
const FOUND = [{ type: 'grounding' }, { type: 'grounding_complete', performed: true, results: [{}, {}, {}] }];

/** A session of a person. Its first message starts it. */
function sessionOf(streamer: Streamer, fields: Parameters<typeof anIdea>[1] = {}) {
  let sessionId: string | undefined;
  return {
    id: () => sessionId ?? '',
    async tell(text: string): Promise<Outcome> {
      stack.clock.advance(1_000); // one search a second
      if (sessionId !== undefined) return streamer.say(sessionId, aWish(text));
      const idea = anIdea(text, fields);
      sessionId = idea.turnId;
      return streamer.start(idea);
    },
  };
}

const streamerOf = (name: string, tier = 'studio') => createStreamer(stack, `${name}-${crypto.randomUUID()}`, tier);

describe('the web search of a session', () => {
  it.each(cases.groups.map(({ session, turns, ...group }) => ({ session, turns, tier: 'studio', ...group })))(
    'is decided in each turn as the case about $session of the tier $tier says',
    async ({ session, turns, tier }) => {
      const streamer = await streamerOf('case', tier);
      const { tell, id } = sessionOf(streamer, session === null ? {} : { gameName: session });
      let used = 0;
      for (const { say, right, query = [] } of turns as readonly Case[]) {
        const before = assessments();
        const { events, last } = await tell(say);
        expect([say, last?.type]).toEqual([say, 'complete']);
        const found = searchesIn(events);
        expect([say, assessments() - before]).toEqual([say, right === 'ask' ? 1 : 0]);
        if (right === 'no') expect([say, ...found]).toEqual([say]);
        if (right === 'rule') {
          expect(found).toMatchObject(FOUND);
          const year = String(new Date(stack.clock.now()).getUTCFullYear());
          for (const word of query)
            expect(found[0]).toMatchObject({ query: expect.stringContaining(word.replace(/^20\d\d$/, year)) });
        }
        used += found.length / 2;
      }
      expect(await streamer.session(id())).toMatchObject({ searchesUsed: used });
    },
  );

  it.each(['free', 'pro'])('never happens for the tier %s', async (tier) => {
    const before = assessments();
    const { tell, id } = sessionOf(await streamerOf('without', tier), { gameName: 'Fortnite' });
    for (const words of ['the current Fortnite season', 'a Minecraft cave', 'the latest update']) {
      const { events, last } = await tell(words);
      expect(last?.type).toBe('complete');
      expect(searchesIn(events)).toEqual([]);
    }
    expect(id()).not.toBe('');
    expect(assessments()).toBe(before);
  });

  it('is told to the model as untrusted data, also in later turns', async () => {
    const { tell } = sessionOf(await streamerOf('told'));
    const { events } = await tell('a card for the new Roblox event');
    const [, complete] = searchesIn(events);
    const title = complete?.type === 'grounding_complete' ? (complete.results[0]?.title ?? '-') : '-';
    await tell('with a hat');
    const prompts = (stack.bedrock?.calls() ?? []).slice(-2).map(({ body }) => JSON.stringify(body));
    for (const prompt of prompts)
      expect(prompt).toMatch(new RegExp(`<web_search_results>.*${title}.*</web_search_results>`));
  });
});

it('a session has at most 3 searches, over a takeover of a killed producer and stops', async () => {
  const streamer = await streamerOf('thrice');
  const local = controlOf(stack);
  const start = `${stack.streamUrls.promptCoach}/coach/start`;
  const idea = anIdea(`the current Fortnite season for ${streamer.userId}`);
  const path = streamer.sessionPath(idea.turnId);
  const stop = (turnId: string) => streamer.api('POST', `${path}/turns/${turnId}/abort`);
  const used = async () => (await streamer.session(idea.turnId)).searchesUsed;

  await local.script(streamer.userId, ...HALF_AN_ANSWER);
  const killed = await begin(streamer, start, idea);
  await local.kill('stream-prompt-coach');
  await killed.ended;
  expect(await used()).toBe(1);

  await local.script(streamer.userId, ...HALF_AN_ANSWER);
  await local.advance(13_000);
  const taken = await begin(streamer, start, idea);
  expect((await stop(idea.turnId)).status).toBe(200);
  await taken.ended;
  expect(searchesIn(taken.events)).toMatchObject(FOUND);
  expect(await used()).toBe(2);

  await local.script('the latest Fortnite', ...HALF_AN_ANSWER);
  await local.advance(1_000);
  const wish = aWish('the latest Fortnite update');
  const third = await begin(streamer, `${stack.streamUrls.promptCoach}${path}/messages`, wish);
  expect((await stop(wish.turnId)).status).toBe(200);
  await third.ended;
  expect(searchesIn(third.events)).toMatchObject(FOUND);
  expect(await used()).toBe(3);

  await local.advance(1_000);
  const { events, last } = await streamer.say(idea.turnId, aWish('the new Fortnite event'));
  expect(last?.type).toBe('complete');
  expect(searchesIn(events)).toEqual([]);
  expect(await used()).toBe(3);
});

it('nothing requests an address that a person writes, wherever it is written', async () => {
  let connections = 0;
  const server = createServer((_, response) => response.end()).on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect((await fetch(`http://${host}/`)).status).toBe(200);
  expect(connections).toBe(1);

  for (const address of [
    `http://${host}/latest/meta-data`,
    `https://${host}/logo.png`,
    `https://localhost:${host.split(':')[1]}`,
  ]) {
    const streamer = await streamerOf('address');
    const logoUrl = address.replace('http:', 'https:');
    const kits = `/users/${streamer.userId}/brand-kits`;
    expect((await streamer.api('POST', kits, { name: 'Mine', logoUrl })).status).toBe(201);
    const fields = {
      gameName: `Fortnite ${address}`,
      brandContext: { logoUrl, tone: 'bold' },
      assetType: 'twitch_panel',
    };
    const { tell, id } = sessionOf(streamer, fields);
    const { events, last } = await tell(`the new season of ${address} in Fortnite`);
    expect(last?.type).toBe('complete');
    expect(searchesIn(events)).toMatchObject([{ query: expect.not.stringContaining('127.0.0.1') }, {}]);
    expect((await tell(`the latest update of Turnip Tycoon ${address}`)).last?.type).toBe('complete');
    await streamer.draft(id(), `A fox that reads ${address}`);
    expect((await streamer.generate(id())).status).toBe(202);
    await controlOf(stack).run('generate-asset');
  }
  expect(connections).toBe(1);
});
