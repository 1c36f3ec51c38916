import { expect, it } from 'vitest';
import { troubled } from '#testing/simulation/troubled-store';
import { message, NOW, openSession, somebody } from '#testing/storage-fixtures';

it('has a cursor for the messages of a session only when another page follows', async () => {
  const store = troubled();
  const ref = await openSession(store, somebody(), { messages: [message(0, 'a'), message(1, 'b'), message(2, 'c')] });
  const page = async (limit: number, cursor?: string) => {
    const { items, nextCursor } = await store.sessions.messages(ref, {
      limit,
      ...(cursor !== undefined && { cursor }),
    });
    return [items.map(({ seq }) => seq), nextCursor] as const;
  };
  const [first, cursor] = await page(1);
  expect([first, typeof cursor]).toEqual([[0], 'string']);
  expect(await page(2, cursor)).toEqual([[1, 2], undefined]);
  expect(await page(3)).toEqual([[0, 1, 2], undefined]);
});

it('has a cursor for notes only when another page follows, the newest first', async () => {
  const store = troubled();
  const sub = somebody();
  const ids = [1, 2, 3].map((number) => `01JD8Y7Z6K3M9QW2R5T8V0XAB${number}`);
  for (const noteId of ids) {
    const note = { noteId, content: noteId, category: 'goal', createdAt: new Date(NOW).toISOString() } as const;
    await store.stagedWrites.apply(sub, { type: 'save_note', note }, undefined);
  }
  const page = async (limit: number, cursor?: string) => {
    const { items, nextCursor } = await store.notes.list(sub, { limit, ...(cursor !== undefined && { cursor }) });
    return [items.map(({ noteId }) => noteId), nextCursor] as const;
  };
  const [first, cursor] = await page(1);
  expect([first, typeof cursor]).toEqual([[ids[2]], 'string']);
  expect(await page(2, cursor)).toEqual([[ids[1], ids[0]], undefined]);
  expect(await page(3)).toEqual([ids.toReversed(), undefined]);
});
