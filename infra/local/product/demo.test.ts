import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CoachList } from '#contract/coach-responses';
import type { ChatSessionList } from '#contract/game-chat';
import type { GameList, NoteList } from '#contract/games';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { fillWithDemo } from './demo.ts';
import { aSecondLater, createPerson } from './person.ts';

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
});
afterAll(() => stack.close());

async function found() {
  const pro = await createPerson(stack, 'demo-pro');
  const free = await createPerson(stack, 'demo-free', 'free');
  await fetch(`${stack.origin}/local/jobs/build-coach-config/run`, { method: 'POST' });
  await aSecondLater(stack);
  const { coaches } = await pro.get<CoachList>('/users/demo-pro/coaches');
  const { sessions } = await pro.get<ChatSessionList>('/coach/chat/sessions');
  const [games, others] = await Promise.all([pro, free].map((one) => one.get<GameList>('/coach/games?limit=100')));
  const { notes } = await pro.get<NoteList>('/coach/notes');
  return [coaches.length, sessions.length, notes.length, games?.games.length, others?.games.length];
}

it('fills a stack with people, coaches, games and a conversation, and adds nothing the second time', async () => {
  const lines: string[] = [];
  await fillWithDemo(stack, (line) => lines.push(line));
  const once = await found();
  expect(once).toEqual([2, 1, 3, 40, 40]);
  expect(lines).toContain('demo-studio: 40 games imported, 0 were there');
  await fillWithDemo(stack, () => undefined);
  expect(await found()).toEqual(once);
});
