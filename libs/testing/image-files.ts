import { crc32, deflateSync } from 'node:zlib';
import type { ImageType } from '#contract/uploads';

export interface FileSize {
  readonly width: number;
  readonly height: number;
  /** Bytes of metadata, which stand in front of the size in a jpeg, and behind it in the other types. */
  readonly metadataBytes?: number;
}

const SMALL: FileSize = { width: 3, height: 2 };

/** A small image file of each type. Only the declared size is as wanted; the pixels are those of a small picture. */
export function imageFile(type: ImageType, size: Partial<FileSize> = {}): Uint8Array {
  const wanted = { ...SMALL, ...size };
  switch (type) {
    case 'image/jpeg':
      return jpegFile(wanted);
    case 'image/png':
      return pngFile(wanted);
    case 'image/webp':
      return webpFile(wanted);
    case 'image/gif':
      return gifFile(wanted);
    default:
      return type satisfies never;
  }
}

const zeros = (count = 0): Buffer => Buffer.alloc(count, 'x');

const SEGMENT_BYTES = 60_000;

/** One grey block with every coefficient 0, by the shortest Huffman tables that can say so. */
function jpegFile({ width, height, metadataBytes = 0 }: FileSize): Uint8Array {
  const segment = (marker: number, ...data: readonly (number | Buffer)[]) => {
    const bytes = Buffer.concat(data.map((part) => (typeof part === 'number' ? Buffer.of(part) : part)));
    return Buffer.concat([Buffer.of(0xff, marker), uint16(bytes.length + 2), bytes]);
  };
  const metadata = Array.from({ length: Math.ceil(metadataBytes / SEGMENT_BYTES) }, (_, place) =>
    segment(0xe1, zeros(Math.min(SEGMENT_BYTES, metadataBytes - place * SEGMENT_BYTES))),
  );
  const huffmanTable = (kind: number) => segment(0xc4, kind, 1, Buffer.alloc(15), 0);
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    ...metadata,
    segment(0xdb, 0, Buffer.alloc(64, 1)),
    segment(0xc0, 8, uint16(height), uint16(width), 1, 1, 0x11, 0),
    huffmanTable(0x00),
    huffmanTable(0x10),
    segment(0xda, 1, 1, 0, 0, 63, 0),
    Buffer.of(0x3f, 0xff, 0x00, 0x3f, 0xff, 0xd9),
  ]);
}

const uint16 = (value: number): Buffer => Buffer.of(value >> 8, value % 256);
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const littleEndian = (value: number, count: number): Buffer => {
  const bytes = Buffer.alloc(count);
  bytes.writeUIntLE(value, 0, count);
  return bytes;
};

/** Grey pixels of 8 bits. */
function pngFile({ width, height, metadataBytes }: FileSize): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const checked = Buffer.concat([Buffer.from(type), data]);
    return Buffer.concat([uint32(data.length), checked, uint32(crc32(checked))]);
  };
  const rows = Buffer.alloc(2 * (1 + SMALL.width));
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.of(8, 0, 0, 0, 0)])),
    ...(metadataBytes ? [chunk('tEXt', zeros(metadataBytes))] : []),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Two colours, and one frame of the whole picture with the codes of six pixels. */
function gifFile({ width, height, metadataBytes = 0 }: FileSize): Uint8Array {
  const comments = Array.from({ length: Math.ceil(metadataBytes / 255) }, (_, place) => {
    const length = Math.min(255, metadataBytes - place * 255);
    return Buffer.concat([Buffer.of(length), zeros(length)]);
  });
  const size = Buffer.concat([littleEndian(width, 2), littleEndian(height, 2)]);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    size,
    Buffer.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255),
    ...(comments.length > 0 ? [Buffer.of(0x21, 0xfe), ...comments, Buffer.of(0)] : []),
    Buffer.of(0x2c, 0, 0, 0, 0),
    size,
    Buffer.of(0, 2, 4, 0x84, 0x8f, 0x09, 0x05, 0, 0x3b),
  ]);
}

const riff = (...chunks: readonly Buffer[]): Buffer => {
  const data = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  return Buffer.concat([Buffer.from('RIFF'), littleEndian(data.length, 4), data]);
};

const webpChunk = (type: string, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from(type), littleEndian(data.length, 4), data, Buffer.alloc(data.length % 2)]);

/** Lossless; with metadata an extended file. */
function webpFile({ width, height, metadataBytes }: FileSize): Uint8Array {
  const packed = width - 1 + (height - 1) * 0x4000;
  const pixels = Buffer.of(0x07, 0x10, 0xfd, 0x8f, 0xfe, 0x07, 0x22, 0xa2, 0xff, 0x01, 0x00);
  const picture = webpChunk('VP8L', Buffer.concat([Buffer.of(0x2f), littleEndian(packed, 4), pixels]));
  if (!metadataBytes) return riff(picture);
  const size = Buffer.concat([littleEndian(width - 1, 3), littleEndian(height - 1, 3)]);
  const header = webpChunk('VP8X', Buffer.concat([Buffer.of(0x08, 0, 0, 0), size]));
  return riff(header, picture, webpChunk('EXIF', zeros(metadataBytes)));
}

/** A lossy WebP file: its header says how large it is. */
export function lossyWebpFile({ width, height }: FileSize): Uint8Array {
  const size = Buffer.concat([littleEndian(width, 2), littleEndian(height, 2)]);
  return riff(webpChunk('VP8 ', Buffer.concat([Buffer.of(0x30, 0x01, 0x00, 0x9d, 0x01, 0x2a), size, zeros(20)])));
}

/** The parts of a file that its verification reads. */
export const partsOf = (file: Uint8Array, firstBytes = 65_536) => ({
  first: file.subarray(0, firstBytes),
  last: file.subarray(-64),
  sizeBytes: file.length,
});
