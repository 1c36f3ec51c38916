import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Draft } from '#contract/prompt-coach/intent';
import type { DraftEdit } from '#ports/drafts';
import { aClaim, aFinish, NOW, openSession, type StoreUnderTest, turnOf } from './storage-fixtures.ts';

export const aDraft = (version: number, description = 'A fox with a cup.'): Draft => ({
  version,
  description,
  refinementRequest: '',
  changesMade: ['added: cup'],
  brandElementsUsed: [],
  validation: { quality: 1, generationReady: true, issues: [] },
  createdAt: new Date(NOW).toISOString(),
});

/** Contract of `Drafts`, and of the staged write of a turn's draft. */
export function draftsContract(name: string, open: () => StoreUnderTest) {
  const begin = async () => {
    const store = open();
    return { store, ref: await openSession(store) };
  };
  const anEdit = (ref: DraftEdit['ref'], more: Partial<DraftEdit> = {}): DraftEdit => ({
    ref,
    now: NOW + 1_000,
    version: 1,
    state: { draftVersion: 1 },
    draft: { ...aDraft(1), draftId: randomUUID() },
    ...more,
  });

  describe(`drafts ${name}`, () => {
    it('stores an edit with its state and returns drafts oldest first', async () => {
      const { store, ref } = await begin();
      const [first, second] = [anEdit(ref), anEdit(ref, { version: 2, draft: aDraft(2), state: { draftVersion: 2 } })];
      expect(await store.drafts.list(ref)).toEqual([]);
      expect(await store.drafts.edit(first)).toBe(true);
      expect(await store.drafts.edit(second)).toBe(true);
      expect(await store.drafts.list(ref)).toEqual([first.draft, aDraft(2)]);
      expect(await store.sessions.get(ref)).toMatchObject({
        state: { draftVersion: 2 },
        version: 3,
        updatedAt: new Date(NOW + 1_000).toISOString(),
      });
    });

    it('refuses an edit of a session that has changed since it was read', async () => {
      const { store, ref } = await begin();
      await store.drafts.edit(anEdit(ref));
      const late = anEdit(ref, { draft: aDraft(2), state: { lost: true } });
      expect(await store.drafts.edit(late)).toBe(false);
      expect((await store.sessions.get(ref))?.state).toEqual({ draftVersion: 1 });
    });

    it('refuses a second draft with the number of a stored one', async () => {
      const { store, ref } = await begin();
      await store.drafts.edit(anEdit(ref));
      await expect(store.drafts.edit(anEdit(ref, { version: 2, state: { lost: true } }))).resolves.toBe(false);
      expect((await store.sessions.get(ref))?.state).toEqual({ draftVersion: 1 });
    });

    it('refuses an edit while a turn runs, and accepts it after the turn', async () => {
      const { store, ref } = await begin();
      const turn = turnOf(ref);
      await store.turns.claim(aClaim(turn));
      expect(await store.drafts.edit(anEdit(ref, { version: 2 }))).toBe(false);
      await store.turns.finish(aFinish(turn));
      expect(await store.drafts.edit(anEdit(ref, { version: 3 }))).toBe(true);
    });

    it('refuses an edit of a session that has ended or expired', async () => {
      const { store, ref } = await begin();
      const { store: other, ref: past } = await begin();
      await store.sessions.end(ref, NOW);
      expect(await store.drafts.edit(anEdit(ref, { version: 2 }))).toBe(false);
      expect(await other.drafts.edit(anEdit(past, { now: NOW + 30 * 60_000 }))).toBe(false);
    });

    it('stores the draft of a turn with its commit, and removes all drafts with the session', async () => {
      const { store, ref } = await begin();
      const turn = turnOf(ref);
      await store.turns.claim(aClaim(turn));
      const { sessionId } = ref;
      await store.turns.finish(aFinish(turn, { writes: [{ type: 'save_draft', sessionId, draft: aDraft(1) }] }));
      expect(await store.drafts.list(ref)).toEqual([aDraft(1)]);
      const order = { id: `delete-user-data#${sessionId}`, job: 'delete-user-data', payload: {} } as const;
      await store.sessions.markDeleted(ref, order, NOW);
      await store.sessions.remove(ref);
      expect(await store.drafts.list(ref)).toEqual([]);
    });
  });
}
