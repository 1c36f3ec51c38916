import type { ImageType } from '#contract/uploads';

/** How much of a file is read to recognize it, in bytes. */
export const HEAD_BYTES = 65_536;
export const TAIL_BYTES = 12;

/** What a file is by its own bytes. A name or a declared type may be wrong. */
export type FileKind = ImageType | 'heic' | 'svg' | 'other';

export interface RecognizedFile {
  readonly kind: FileKind;
  /** It ends with its last byte, and says nothing about how it is turned or where it was taken. */
  readonly isPlain: boolean;
}

const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const isSvg = (head: Uint8Array): boolean =>
  /^[\uFEFF\s]*<(?:\?xml|!--|!doctype svg|svg)/i.test(new TextDecoder().decode(head.subarray(0, 256)));

/** The brands of HEIC and HEIF files, as iPhones write them. */
const HEIC = /^ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)/;

function kindOf(head: Uint8Array): FileKind {
  const start = textAt(head, 0, 12);
  if (start.startsWith('\xFF\xD8\xFF')) return 'image/jpeg';
  if (start.startsWith('\x89PNG\r\n\x1A\n')) return 'image/png';
  if (/^GIF8[79]a/.test(start)) return 'image/gif';
  if (/^RIFF.{4}WEBP/s.test(start)) return 'image/webp';
  if (HEIC.test(textAt(head, 4, 8))) return 'heic';
  return isSvg(head) ? 'svg' : 'other';
}

/** The `Exif` segment of a jpeg: the way the camera was held, the time, and often the place. */
function hasExif(head: Uint8Array): boolean {
  for (let at = 2; head[at] === 0xff && at + 10 <= head.length; ) {
    const marker = head[at + 1] ?? 0;
    if (marker === 0xe1 && textAt(head, at + 4, 4) === 'Exif') return true;
    if (marker === 0xda) return false;
    at += 2 + (head[at + 2] ?? 0) * 256 + (head[at + 3] ?? 0);
  }
  return false;
}

const riffBytes = (head: Uint8Array): number => new DataView(head.buffer, head.byteOffset).getUint32(4, true) + 8;

/** The server refuses what has anything behind its end. */
const ENDS: Readonly<Record<ImageType, (tail: string, head: Uint8Array, sizeBytes: number) => boolean>> = {
  'image/jpeg': (tail) => tail.endsWith('\xFF\xD9'),
  'image/png': (tail) => tail.endsWith('IEND\xAEB`\x82'),
  'image/gif': (tail) => tail.endsWith('\x3B'),
  'image/webp': (_, head, sizeBytes) => riffBytes(head) === sizeBytes,
};

const isAccepted = (kind: FileKind): kind is ImageType => Object.hasOwn(ENDS, kind);

/**
 * Recognizes a file by its bytes.
 *
 * @param head - The first {@link HEAD_BYTES}, or all.
 * @param tail - The last {@link TAIL_BYTES}.
 */
export function recognizeFile(head: Uint8Array, tail: Uint8Array, sizeBytes: number): RecognizedFile {
  const kind = kindOf(head);
  if (!isAccepted(kind)) return { kind, isPlain: false };
  const isWhole = ENDS[kind](textAt(tail, 0, tail.length), head, sizeBytes);
  return { kind, isPlain: isWhole && !(kind === 'image/jpeg' && hasExif(head)) };
}
