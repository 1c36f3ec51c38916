import { describe, expect, it } from 'vitest';
import { COUNT_LIMITS } from '#contract/count-limits';
import type { BrandKit } from '#contract/prompt-coach/brand';
import { NOW, type StoreUnderTest, somebody } from './storage-fixtures.ts';

const at = new Date(NOW).toISOString();

const aKit = (brandKitId: string, more: Partial<BrandKit> = {}): BrandKit => ({
  brandKitId,
  name: 'My channel',
  colors: [{ hex: '#2BB3B1', name: 'Teal' }],
  tone: 'cozy',
  fonts: { headline: 'Inter' },
  createdAt: at,
  updatedAt: at,
  ...more,
});

const idOf = (number: number) => `01JD00000000000000000000${String(number).padStart(2, '0')}`;

/** Contract of `BrandKits`. */
export function brandKitsContract(name: string, open: () => StoreUnderTest) {
  describe(`brand kits ${name}`, () => {
    it('returns kits newest first, in pages, to their owner only', async () => {
      const { brandKits } = open();
      const sub = somebody();
      for (const number of [1, 2, 3]) await brandKits.add(sub, aKit(idOf(number)));
      const first = await brandKits.list(sub, { limit: 2 });
      expect(first.items.map(({ brandKitId }) => brandKitId)).toEqual([idOf(3), idOf(2)]);
      const rest = await brandKits.list(sub, { limit: 2, cursor: first.nextCursor ?? '' });
      expect(rest).toEqual({ items: [aKit(idOf(1))] });
      expect(await brandKits.get(sub, idOf(2))).toEqual(aKit(idOf(2)));
      expect(await brandKits.get(somebody(), idOf(2))).toBeUndefined();
      expect((await brandKits.list(somebody(), { limit: 2 })).items).toEqual([]);
    });

    it('replaces a kit as a whole and never creates one', async () => {
      const { brandKits } = open();
      const sub = somebody();
      await brandKits.add(sub, aKit(idOf(1), { logoUrl: 'https://example.com/logo.png' }));
      expect(await brandKits.replace(sub, aKit(idOf(1), { name: 'Other', colors: [] }))).toBe(true);
      expect(await brandKits.get(sub, idOf(1))).toEqual(aKit(idOf(1), { name: 'Other', colors: [] }));
      expect(await brandKits.replace(sub, aKit(idOf(2)))).toBe(false);
      expect(await brandKits.get(sub, idOf(2))).toBeUndefined();
    });

    it('refuses the kit after the last that fits, until one is removed', async () => {
      const { brandKits, put } = open();
      const sub = somebody();
      await put({ pk: `U#${sub}`, sk: 'COUNTS', brandKits: COUNT_LIMITS.brandKits - 1 });
      await brandKits.add(sub, aKit(idOf(1)));
      const refused = { code: 'validation_failed', details: { limit: 'brandKits' } };
      await expect(brandKits.add(sub, aKit(idOf(2)))).rejects.toMatchObject(refused);
      expect(await brandKits.remove(sub, idOf(1))).toBe(true);
      expect(await brandKits.remove(sub, idOf(1))).toBe(false);
      await brandKits.add(sub, aKit(idOf(2)));
      expect((await brandKits.list(sub, { limit: 5 })).items).toEqual([aKit(idOf(2))]);
    });
  });
}
