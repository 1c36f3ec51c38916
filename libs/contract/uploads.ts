import * as z from 'zod/mini';
import { Characters, Text } from './text.ts';

/** What models accept. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
export const ImageType = z.enum(IMAGE_TYPES);
export type ImageType = z.infer<typeof ImageType>;

export const MAX_IMAGE_BYTES = 3_932_160;
/** On each side. */
export const MAX_IMAGE_PIXELS = 8_000;
export const MAX_IMAGE_AREA = 40_000_000;

export const GenerateUploadUrls = z.strictObject({
  files: z
    .array(
      z.strictObject({
        fileName: Text(1, 255),
        contentType: z.enum(IMAGE_TYPES, { error: `one of ${IMAGE_TYPES.join(', ')}` }),
        sizeBytes: z.int().check(z.minimum(1), z.maximum(MAX_IMAGE_BYTES)),
      }),
    )
    .check(z.minLength(1), z.maxLength(5)),
});
export type GenerateUploadUrls = z.infer<typeof GenerateUploadUrls>;

/** One form for each file, in order. A form is posted as `multipart/form-data`, its fields first and `file` last. */
export const UploadUrls = z.object({
  uploads: z.array(
    z.object({
      key: z.string(),
      url: z.string(),
      fields: z.record(z.string(), z.string()),
      expiresAt: z.string(),
    }),
  ),
});
export type UploadUrls = z.infer<typeof UploadUrls>;

export const GenerateDownloadUrls = z.strictObject({
  keys: z.array(Characters(1_024)).check(z.minLength(1), z.maxLength(20)),
});
export type GenerateDownloadUrls = z.infer<typeof GenerateDownloadUrls>;

export const DownloadUrls = z.object({
  downloads: z.array(z.object({ key: z.string(), url: z.string(), expiresAt: z.string() })),
});
export type DownloadUrls = z.infer<typeof DownloadUrls>;
