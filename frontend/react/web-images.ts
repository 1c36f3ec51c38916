import { ImageRefused } from '#client/attachments';
import { type FileKind, HEAD_BYTES, recognizeFile, TAIL_BYTES } from '#client/image-bytes';
import { type Encoding, type ImagePlan, planImage } from '#client/plan-image';
import type { PreparedImage } from '#client/uploads';
import { ImageType, MAX_IMAGE_BYTES } from '#contract/uploads';

/** Larger than the pictures of any camera that people carry. A browser may fail at such a file without a word. */
const MAX_FILE_BYTES = 60_000_000;

/** The long side of a preview: sharp on a dense screen. In pixels. */
const PREVIEW_PIXELS = 192;

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

async function recognize(file: File) {
  const [head, tail] = await Promise.all([
    bytesOf(file.slice(0, HEAD_BYTES)),
    bytesOf(file.slice(Math.max(0, file.size - TAIL_BYTES))),
  ]);
  return recognizeFile(head, tail, file.size);
}

/** Upright, as the camera was held. @throws {ImageRefused} when this browser cannot show such an image. */
async function decode(file: File, kind: FileKind): Promise<ImageBitmap> {
  if (kind === 'svg') throw new ImageRefused('svg');
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw new ImageRefused(kind === 'heic' ? 'heic' : 'not_an_image', { cause });
  }
}

function draw(bitmap: ImageBitmap, width: number, height: number, ground?: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new ImageRefused('too_large');
  if (ground !== undefined) {
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

/** A browser that lacks an encoder writes PNG instead. */
async function encode(
  bitmap: ImageBitmap,
  { width, height, encodings }: Extract<ImagePlan, { action: 'draw' }>,
): Promise<Blob> {
  const blobOf = ({ contentType: type, quality }: Encoding) =>
    // A jpeg has no transparency, and would show black instead.
    draw(bitmap, width, height, type === 'image/jpeg' ? '#fff' : undefined).convertToBlob({
      type,
      ...(quality !== undefined && { quality }),
    });
  for (const encoding of encodings) {
    const blob = await blobOf(encoding);
    if (blob.size <= MAX_IMAGE_BYTES && ImageType.safeParse(blob.type).success) return blob;
  }
  throw new ImageRefused('too_large');
}

function previewOf(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const scale = Math.min(1, PREVIEW_PIXELS / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  return createImageBitmap(bitmap, { resizeWidth: width ?? 1, resizeHeight: height ?? 1, resizeQuality: 'medium' });
}

/**
 * An image as it can be uploaded: an accepted type, at most 1,568 pixels on its long side, upright, without the camera's
 * notes. An image that already is all that stays as it is.
 *
 * @throws {ImageRefused}
 */
export async function prepareImage(
  file: File,
  signal: AbortSignal,
): Promise<PreparedImage<Blob> & { readonly preview: ImageBitmap }> {
  if (file.size > MAX_FILE_BYTES) throw new ImageRefused('too_large');
  const found = await recognize(file);
  signal.throwIfAborted();
  const bitmap = await decode(file, found.kind);
  try {
    signal.throwIfAborted();
    const { width, height } = bitmap;
    const plan = planImage({ ...found, sizeBytes: file.size, width, height });
    const body = plan.action === 'keep' ? file : await encode(bitmap, plan);
    return {
      fileName: file.name,
      contentType: plan.action === 'keep' ? plan.contentType : ImageType.parse(body.type),
      sizeBytes: body.size,
      body,
      preview: await previewOf(bitmap),
    };
  } finally {
    bitmap.close();
  }
}
