import type { ImageFacts, ImageHolder, ImageUse } from '#ports/uploads';
import { uploadItemKey } from './keys.ts';
import { nameOf } from './rows.ts';
import type { Row } from './storage.ts';
import { type TransactionItem, update } from './transaction-items.ts';

/** The set is absent when it is empty: then the image is about to be removed. */
export const isHeld = 'attribute_exists(#refs)';

/** Those of the keys that are stored as verified, in the rows that were read. */
export const verifiedKeys = (
  rows: ReadonlyMap<string, Row>,
  sub: string,
  keys: readonly string[],
): ReadonlySet<string> =>
  new Set(keys.filter((key) => rows.get(nameOf(uploadItemKey(sub, key)))?.['refs'] !== undefined));

/**
 * Adds the holder to each image. What was found is stored without a condition, because another turn may have stored the
 * same meanwhile. An image that was verified before must still be there.
 */
export const holdImages = (
  tableName: string,
  sub: string,
  images: readonly ImageUse[],
  holder: ImageHolder,
): readonly TransactionItem[] =>
  images.map(({ key, found }) =>
    update(tableName, uploadItemKey(sub, key), {
      ...(found ? whatWasFound(found) : { when: [isHeld] }),
      add: { refs: new Set([holder]) },
    }),
  );

const whatWasFound = (facts: ImageFacts) => ({
  when: [],
  also: ['type', 'width', 'height', 'sizeBytes'].map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
  values: {
    ':type': facts.type,
    ':width': facts.width,
    ':height': facts.height,
    ':sizeBytes': facts.sizeBytes,
  },
});
