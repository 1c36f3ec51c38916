import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { brandKitHolder, type ImageFacts, sessionHolder } from '#ports/uploads';
import { aClaim, load, openSession, PERIOD, type StoreUnderTest, somebody, turnOf } from './storage-fixtures.ts';

const FACTS: ImageFacts = { type: 'image/png', width: 640, height: 480, sizeBytes: 12_345 };
const OTHER: ImageFacts = { type: 'image/gif', width: 1, height: 2, sizeBytes: 3 };
const KIT = brandKitHolder('01JD0000000000000000000000');
const CHAT = sessionHolder({ kind: 'talker', sessionId: 'one' });

const keyOf = (sub: string, name = randomUUID()) => `user-uploads/${sub}/${name}.png`;

/** Contract of `Uploads`, and of the images of a claim. */
export function uploadsContract(name: string, open: () => StoreUnderTest) {
  const rowOf = async (store: StoreUnderTest, sub: string, key: string) =>
    (await store.itemsOf(`U#${sub}`)).find(({ sk }) => sk === `UPLOAD#${key}`);
  const holdersOf = async (store: StoreUnderTest, sub: string, key: string) =>
    [...(((await rowOf(store, sub, key))?.['refs'] ?? []) as Iterable<string>)].sort();

  describe(`uploads ${name}`, () => {
    it('returns what was found of the images that are held, and nothing of others', async () => {
      const store = open();
      const sub = somebody();
      const [one, two, unknown] = [keyOf(sub), keyOf(sub), keyOf(sub)];
      const images = [
        { key: one, found: FACTS },
        { key: two, found: OTHER },
      ];
      expect(await store.uploads.hold(sub, images, KIT)).toBe(true);
      expect(await store.uploads.get(sub, [one, two, unknown, one])).toEqual(
        new Map([
          [one, FACTS],
          [two, OTHER],
        ]),
      );
      expect(await store.uploads.get(sub, [])).toEqual(new Map());
      expect(await store.uploads.get(somebody(), [one])).toEqual(new Map());
    });

    it('keeps every holder, also when it is added again, and what was found first', async () => {
      const store = open();
      const sub = somebody();
      const key = keyOf(sub);
      for (const holder of [KIT, KIT, CHAT]) await store.uploads.hold(sub, [{ key, found: FACTS }], holder);
      await store.uploads.hold(sub, [{ key, found: OTHER }], CHAT);
      expect(await holdersOf(store, sub, key)).toEqual([KIT, CHAT].sort());
      expect(await store.uploads.get(sub, [key])).toEqual(new Map([[key, FACTS]]));
    });

    it('adds a holder to an image that was verified before only while it is stored', async () => {
      const store = open();
      const sub = somebody();
      const [stored, gone] = [keyOf(sub), keyOf(sub)];
      await store.uploads.hold(sub, [{ key: stored, found: FACTS }], KIT);
      expect(await store.uploads.hold(sub, [{ key: stored }, { key: gone }], CHAT)).toBe(false);
      expect(await holdersOf(store, sub, stored)).toEqual([KIT]);
      expect(await rowOf(store, sub, gone)).toBeUndefined();
      expect(await store.uploads.hold(sub, [{ key: stored }], CHAT)).toBe(true);
      expect(await holdersOf(store, sub, stored)).toEqual([KIT, CHAT].sort());
      expect(await store.uploads.hold(sub, [], CHAT)).toBe(true);
    });

    it('forgets an image with its last holder, also when it is told again', async () => {
      const store = open();
      const sub = somebody();
      const key = keyOf(sub);
      for (const holder of [KIT, CHAT]) await store.uploads.hold(sub, [{ key, found: FACTS }], holder);
      expect(await store.uploads.release(sub, [key], KIT)).toEqual([]);
      expect(await store.uploads.release(sub, [key], KIT)).toEqual([]);
      expect(await store.uploads.get(sub, [key])).toEqual(new Map([[key, FACTS]]));
      expect(await store.uploads.release(sub, [key, key], CHAT)).toEqual([key]);
      expect(await rowOf(store, sub, key)).toBeUndefined();
      expect(await store.uploads.release(sub, [key], CHAT)).toEqual([key]);
      expect(await rowOf(store, sub, key)).toBeUndefined();
    });

    it('neither returns nor holds an image whose removal was interrupted, until it is verified again', async () => {
      const store = open();
      const sub = somebody();
      const key = keyOf(sub);
      await store.put({ pk: `U#${sub}`, sk: `UPLOAD#${key}`, ...FACTS });
      expect(await store.uploads.get(sub, [key])).toEqual(new Map());
      expect(await store.uploads.hold(sub, [{ key }], KIT)).toBe(false);
      expect(await store.uploads.hold(sub, [{ key, found: FACTS }], KIT)).toBe(true);
      expect(await store.uploads.get(sub, [key])).toEqual(new Map([[key, FACTS]]));
    });
  });

  describe(`turns ${name}: the images of a claim`, () => {
    it('loads the verified ones of the requested images', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const [one, unknown] = [keyOf(ref.sub), keyOf(ref.sub)];
      await store.uploads.hold(ref.sub, [{ key: one, found: FACTS }], KIT);
      const request = { ref, period: PERIOD, rateWindow: 'messages#x', windowMessages: 5 };
      const { uploads } = await store.turns.load({ ...request, uploads: [one, unknown] });
      expect(uploads).toEqual(new Set([one]));
      expect((await load(store, ref)).uploads).toEqual(new Set());
    });

    it('adds the session to new and to known images', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const [known, fresh] = [keyOf(ref.sub), keyOf(ref.sub)];
      await store.uploads.hold(ref.sub, [{ key: known, found: OTHER }], KIT);
      const images = [{ key: known }, { key: fresh, found: FACTS }];
      const claim = aClaim(ref, { images });
      expect([await store.turns.claim(claim), await store.turns.claim(claim)]).toEqual([true, true]);
      expect(await holdersOf(store, ref.sub, known)).toEqual([KIT, sessionHolder(ref)].sort());
      expect(await holdersOf(store, ref.sub, fresh)).toEqual([sessionHolder(ref)]);
      expect(await store.uploads.get(ref.sub, [known, fresh])).toEqual(
        new Map([
          [known, OTHER],
          [fresh, FACTS],
        ]),
      );
    });

    it('is not refused by another turn that has stored the same image meanwhile', async () => {
      const store = open();
      const sub = somebody();
      const key = keyOf(sub);
      const refs = [turnOf(await openSession(store, sub)), turnOf(await openSession(store, sub))];
      const claims = refs.map((ref) => aClaim(ref, { images: [{ key, found: FACTS }] }));
      expect(await Promise.all(claims.map((claim) => store.turns.claim(claim)))).toEqual([true, true]);
      expect(await holdersOf(store, sub, key)).toEqual(refs.map(sessionHolder).sort());
    });

    it('changes no image when the claim is refused, and refuses a known image that was removed', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const key = keyOf(ref.sub);
      const images = [{ key, found: FACTS }];
      expect(await store.turns.claim(aClaim(ref, { images, session: { version: 9 } }))).toBe(false);
      expect(await rowOf(store, ref.sub, key)).toBeUndefined();
      expect(await store.turns.claim(aClaim(ref, { images: [{ key }] }))).toBe(false);
      expect((await load(store, ref)).turn).toBeUndefined();
    });
  });
}
