import type { BrandKit } from '#contract/prompt-coach/brand';
import type { Page } from './sessions.ts';

/** A person's brand kits. */
export interface BrandKits {
  get(sub: string, brandKitId: string): Promise<BrandKit | undefined>;

  /** Newest first. */
  list(sub: string, page: { readonly limit: number; readonly cursor?: string }): Promise<Page<BrandKit>>;

  /** @throws {CoachError} `validation_failed` when the person has as many as allowed. */
  add(sub: string, kit: BrandKit): Promise<void>;

  /** Replaces a kit. @returns false when it does not exist. */
  replace(sub: string, kit: BrandKit): Promise<boolean>;

  /** @returns false when it does not exist. */
  remove(sub: string, brandKitId: string): Promise<boolean>;
}
