import type { ImageType } from '#contract/uploads';
import type { SessionRef } from './session-records.ts';

/** What the verification of an uploaded image found. */
export interface ImageFacts {
  readonly type: ImageType;
  /** In pixels, as declared in the file. */
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
}

/** An uploaded image that something is about to use. */
export interface ImageUse {
  /** A key of the person's own uploads. */
  readonly key: string;
  /** Present when the image was verified for this use. Absent when it was stored as verified before. */
  readonly found?: ImageFacts;
}

/** The session or brand kit that uses an image, as the name of its stored item. */
export type ImageHolder = string;

export const sessionHolder = ({ kind, sessionId }: Pick<SessionRef, 'kind' | 'sessionId'>): ImageHolder =>
  `SESSION#${kind}#${sessionId}`;

export const brandKitHolder = (brandKitId: string): ImageHolder => `BRAND#${brandKitId}`;

/** Verified images by key. Images that nothing uses any more are not among them. */
export type VerifiedImages = ReadonlyMap<string, ImageFacts>;

/** Verified uploads and what uses them. Claims of turns write them too. All keys are of the person's own uploads. */
export interface Uploads {
  /** Those of the keys that are verified. */
  get(sub: string, keys: readonly string[]): Promise<VerifiedImages>;

  /**
   * Adds the holder to each image, and stores what was found. Repeatable.
   *
   * @returns false when an image without `found` is not stored any more. Nothing is changed then.
   */
  hold(sub: string, images: readonly ImageUse[], holder: ImageHolder): Promise<boolean>;

  /**
   * Takes the holder away from each image, and forgets the images that have no other. Repeatable.
   *
   * @returns the keys that have no holder now. Their objects can be removed.
   */
  release(sub: string, keys: readonly string[], holder: ImageHolder): Promise<readonly string[]>;
}
