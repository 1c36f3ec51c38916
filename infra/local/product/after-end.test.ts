import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { half } from './journeys/turns.ts';
import { aTurn } from './person.ts';
import { aGame, createPlayer, question } from './player.ts';

let data: string;
let stack: LocalStack;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'coachstream-after-end-'));
  stack = await startLocalStack({ data, web: false, latency: { firstMs: 0, tokenMs: 0 } });
});
afterAll(async () => {
  await stack?.close();
  await rm(data, { recursive: true, force: true });
});

it('no function works on after the end of an invocation: turns on each path, a stop, a refusal, a sweep', async () => {
  const player = await createPlayer(stack, 'player');
  await player.importGames([aGame('one')]);
  for (const path of [1, 2, 3] as const)
    expect((await player.ask(question('How was my game?'), path)).last).toMatchObject({ type: 'complete' });
  const { person, path, events, ended } = await half(stack, 'person');
  const stopped = await person.api('POST', `${path}/abort`);
  expect(stopped.status).toBe(200);
  expect(await stopped.json()).toMatchObject({ status: 'aborted' });
  await ended;
  expect(events.at(-1)).toMatchObject({ type: 'aborted' });
  const { refusal } = await person.turn('nowhere', aTurn('Hello'));
  expect(refusal).toMatchObject({ status: 404, code: 'not_found' });
  const sweep = await fetch(`${stack.origin}/local/jobs/cleanup-expired-sessions/run`, { method: 'POST' });
  expect(sweep.status).toBe(200);
  expect(await sweep.json()).toMatchObject({ failed: false });
  await stack.close();
  const folder = join(data, 'logs');
  const names = await readdir(folder);
  expect(names).toContain('stream-game-coach.log');
  const logs = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  expect(logs.filter((log) => log.includes('WorkAfterEnd'))).toEqual([]);
});
