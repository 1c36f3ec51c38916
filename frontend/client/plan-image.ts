import { type ImageType, MAX_IMAGE_BYTES } from '#contract/uploads';
import type { RecognizedFile } from './image-bytes.ts';

/** Larger images cost the model more and show it nothing more. In pixels. */
export const LONG_SIDE = 1_568;

export interface Encoding {
  readonly contentType: ImageType;
  /** 0 to 1, for encodings that lose detail. */
  readonly quality?: number;
}

/** What becomes of an image before it is uploaded. */
export type ImagePlan =
  | { readonly action: 'keep'; readonly contentType: ImageType }
  /** Drawn at this size, and encoded in the first of these ways that is small enough. */
  | {
      readonly action: 'draw';
      readonly width: number;
      readonly height: number;
      readonly encodings: readonly Encoding[];
    };

export interface FoundImage extends RecognizedFile {
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
}

const JPEG: readonly Encoding[] = [0.9, 0.75, 0.5].map((quality) => ({ contentType: 'image/jpeg', quality }));

/** These may be transparent, and a drawing of few colors is smaller as PNG. */
const ENCODINGS: Partial<Record<FoundImage['kind'], Encoding>> = {
  'image/png': { contentType: 'image/png' },
  'image/gif': { contentType: 'image/png' },
  'image/webp': { contentType: 'image/webp', quality: 0.9 },
};

/**
 * Keeps an image that can be uploaded as it is. Every other one is drawn anew: it becomes smaller, upright, and loses
 * what the camera wrote into it. What models do not read becomes a jpeg.
 */
export function planImage({ kind, isPlain, sizeBytes, width, height }: FoundImage): ImagePlan {
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height));
  const isAccepted = kind !== 'heic' && kind !== 'svg' && kind !== 'other';
  if (isAccepted && isPlain && scale === 1 && sizeBytes <= MAX_IMAGE_BYTES) {
    return { action: 'keep', contentType: kind };
  }
  const first = ENCODINGS[kind];
  return {
    action: 'draw',
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    encodings: first ? [first, ...JPEG] : JPEG,
  };
}
