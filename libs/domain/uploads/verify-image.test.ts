import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMAGE_TYPES, type ImageType, MAX_IMAGE_BYTES } from '#contract/uploads';
import { imageFile, lossyWebpFile, partsOf } from '#testing/image-files';
import { FIRST_BYTES, MORE_FIRST_BYTES, verifyImage } from './verify-image.ts';

const verify = (type: ImageType, file: Uint8Array, firstBytes?: number) =>
  verifyImage(type, partsOf(Uint8Array.from(file), firstBytes));
const joined = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const refused = (fault: string) => ({ is: 'refused', fault });
const Type = fc.constantFrom(...IMAGE_TYPES);

describe.each(IMAGE_TYPES)('an image of type %s', (type) => {
  it('is accepted with its declared size, also with metadata', () => {
    for (const metadataBytes of [0, 7, 1_001, 300_000]) {
      const file = imageFile(type, { width: 1_568, height: 882, metadataBytes });
      expect(verify(type, file, MORE_FIRST_BYTES), `${metadataBytes} bytes`).toEqual({
        is: 'image',
        facts: { type, width: 1_568, height: 882, sizeBytes: file.length },
      });
    }
  });

  it('is accepted at every size around that of the first part', () => {
    const { length } = imageFile(type, { metadataBytes: 1_000 });
    for (let more = -80; more <= 80; more += 1) {
      const metadataBytes = FIRST_BYTES + more - (length - 1_000);
      const { is } = verify(type, imageFile(type, { metadataBytes }), MORE_FIRST_BYTES);
      expect(is, `${more}`).toBe('image');
      // A jpeg may ask for more first bytes. Nothing else may differ.
      expect(['image', type === 'image/jpeg' ? 'unknown' : 'image']).toContain(
        verify(type, imageFile(type, { metadataBytes })).is,
      );
    }
  });

  it('is refused as any other type', () => {
    for (const other of IMAGE_TYPES.filter((one) => one !== type)) {
      expect(verify(other, imageFile(type))).toEqual(refused('wrong_type'));
    }
  });

  it.each([
    [8_001, 10],
    [10, 8_001],
    [8_000, 5_001],
    [type === 'image/webp' ? 16_384 : 30_000, type === 'image/webp' ? 16_384 : 30_000],
  ])('is refused when it declares %d × %d pixels', (width, height) => {
    expect(verify(type, imageFile(type, { width, height }))).toEqual(refused('too_large'));
  });

  it('is accepted when it declares exactly as many pixels as allowed', () => {
    expect(verify(type, imageFile(type, { width: 8_000, height: 5_000 })).is).toBe('image');
  });

  it('is refused when something follows its end, in a small and in a large file', () => {
    const zip = joined('PK\x03\x04', 'x'.repeat(40), 'PK\x05\x06', new Uint8Array(18));
    for (const metadataBytes of [0, 40_000]) {
      const file = imageFile(type, { metadataBytes });
      for (const tail of ['\0', '\n', '<script>alert(1)</script>', zip, imageFile(type), new Uint8Array(100_000)])
        expect(verify(type, joined(file, tail))).toEqual(refused('damaged'));
    }
  });

  it('is refused when it is cut anywhere', () => {
    for (const metadataBytes of [0, 500]) {
      const file = imageFile(type, { metadataBytes });
      for (let length = 0; length < file.length; length += 1) {
        expect(verify(type, file.subarray(0, length)).is, `${length} bytes`).toBe('refused');
      }
    }
  });

  it('is refused when a large file is cut anywhere', () => {
    const file = imageFile(type, { metadataBytes: 200_000 });
    fc.assert(
      fc.property(fc.nat(file.length - 1), (length) => {
        expect(verify(type, file.subarray(0, length), MORE_FIRST_BYTES).is).toBe('refused');
      }),
    );
  });

  it('is refused when its beginning is missing', () => {
    const file = imageFile(type, { metadataBytes: 50 });
    for (let from = 1; from < file.length; from += 1)
      expect(verify(type, file.subarray(from))).toEqual(refused('wrong_type'));
  });

  it('is refused with more bytes than an upload may have', () => {
    const file = imageFile(type);
    expect(verifyImage(type, { ...partsOf(file), sizeBytes: MAX_IMAGE_BYTES + 1 })).toEqual(refused('too_large'));
  });

  it('is refused when it declares no pixels', () => {
    if (type === 'image/webp') return; // its size is stored less 1
    expect(verify(type, imageFile(type, { width: 0 }))).toEqual(refused('damaged'));
    expect(verify(type, imageFile(type, { height: 0 }))).toEqual(refused('damaged'));
  });
});

describe('the verification of an image', () => {
  it.each([
    ['HEIC', joined('\0\0\0\x18ftypheic\0\0\0\0mif1heic', new Uint8Array(100))],
    ['AVIF', joined('\0\0\0\x1cftypavif\0\0\0\0avifmif1', new Uint8Array(100))],
    ['SVG', joined('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['SVG with a declaration', joined('<?xml version="1.0"?><svg/>')],
    ['HTML', joined('<!doctype html><script>alert(1)</script>')],
    ['PDF', joined('%PDF-1.7\n%%EOF')],
    ['BMP', joined('BM', new Uint8Array(60))],
    ['an empty file', joined('')],
    ['a JPEG behind white space', joined(' ', imageFile('image/jpeg'))],
  ])('refuses %s as every type', (_, file) => {
    for (const type of IMAGE_TYPES) expect(verify(type, file)).toEqual(refused('wrong_type'));
  });

  it.each([
    ['which is a script with a comment', 'GIF89a/*\x0f\x27\0\0\0*/=1;alert(1)//\x00;'],
    ['which is an assignment', 'GIF89a=1;alert(1);/*\0;'],
    ['whose frame leaves the picture', `GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\xff\x0f\x01\0\0\x02\x01\x44\0;`],
    ['without a frame', 'GIF89a\x01\0\x01\0\0\0\0;'],
  ])('refuses a GIF %s', (_, text) => {
    expect(verify('image/gif', Buffer.from(text, 'latin1')).is).toBe('refused');
  });

  it('refuses an image that is a PDF too', () => {
    const jpeg = imageFile('image/jpeg');
    const comment = joined(Buffer.of(0xff, 0xfe, 0, 18), '%PDF-1.4\n1 0 obj');
    expect(verify('image/jpeg', joined(jpeg.subarray(0, 2), comment, jpeg.subarray(2)))).toEqual(refused('wrong_type'));
  });

  it('refuses a JPEG with HTML behind its end, also when its own end marker follows', () => {
    for (const metadataBytes of [0, 40_000]) {
      const file = imageFile('image/jpeg', { metadataBytes });
      expect(verify('image/jpeg', joined(file, '<script>1</script>', file.subarray(-2)))).toEqual(refused('damaged'));
    }
    const large = joined(imageFile('image/jpeg').subarray(0, -2), new Uint8Array(90_000), Buffer.of(0xff, 0xd9));
    expect(verify('image/jpeg', large).is).toBe('image');
    expect(verify('image/jpeg', joined(large, '<b>', Buffer.of(0xff, 0xd9)))).toEqual(refused('damaged'));
  });

  it('refuses a PNG whose last chunk only contains the bytes of an end', () => {
    const file = imageFile('image/png');
    const fake = joined(file.subarray(0, -12), Buffer.of(0, 0, 0, 12), 'tEXt', file.subarray(-12));
    expect(verify('image/png', fake)).toEqual(refused('damaged'));
  });

  it('refuses a PNG without data', () => {
    const file = imageFile('image/png');
    expect(verify('image/png', joined(file.subarray(0, 33), file.subarray(-12)))).toEqual(refused('damaged'));
  });

  it('reads the size of a lossy WebP', () => {
    const facts = { type: 'image/webp', width: 640, height: 480 };
    expect(verify('image/webp', lossyWebpFile({ width: 640, height: 480 }))).toMatchObject({ is: 'image', facts });
    expect(verify('image/webp', lossyWebpFile({ width: 9_000, height: 480 }))).toEqual(refused('too_large'));
  });

  it('refuses a WebP with a picture that is larger than its header says', () => {
    const file = imageFile('image/webp', { metadataBytes: 10 });
    const header = imageFile('image/webp', { width: 2, height: 2, metadataBytes: 10 }).subarray(12, 30);
    expect(verify('image/webp', file).is).toBe('image');
    expect(verify('image/webp', joined(file.subarray(0, 12), header, file.subarray(30)))).toEqual(refused('damaged'));
  });

  it('asks once for more of a JPEG whose size is not in the first part', () => {
    const file = imageFile('image/jpeg', { width: 640, height: 480, metadataBytes: 100_000 });
    expect(verify('image/jpeg', file)).toEqual({ is: 'unknown', firstBytes: MORE_FIRST_BYTES });
    expect(verify('image/jpeg', file, MORE_FIRST_BYTES)).toMatchObject({ is: 'image', facts: { width: 640 } });
    const larger = imageFile('image/jpeg', { metadataBytes: 600_000 });
    expect(verify('image/jpeg', larger, MORE_FIRST_BYTES)).toEqual(refused('damaged'));
  });

  it('never throws, and accepts no random bytes behind the signature of a type', () => {
    fc.assert(
      fc.property(Type, fc.uint8Array({ maxLength: 300 }), fc.nat(100_000), (type, bytes, more) => {
        const file = joined(imageFile(type).subarray(0, 12), bytes);
        const parts = { first: file, last: file.subarray(-64), sizeBytes: file.length + (more % 2) * more };
        expect(['refused', 'unknown']).toContain(verifyImage(type, parts).is);
      }),
    );
  });

  it('never throws for inconsistent parts', () => {
    fc.assert(
      fc.property(Type, Type, fc.uint8Array(), fc.integer(), fc.nat(200), (type, of, last, sizeBytes, cut) => {
        verifyImage(type, { first: imageFile(of).subarray(0, cut), last, sizeBytes });
        verifyImage(type, { first: last, last, sizeBytes });
      }),
    );
  });

  it('never accepts a size that is not allowed, whatever bytes of an image are changed', () => {
    const Change = fc.tuple(fc.nat(400), fc.nat(255));
    fc.assert(
      fc.property(Type, fc.array(Change, { maxLength: 6 }), (type, changes) => {
        const file = Uint8Array.from(imageFile(type, { metadataBytes: 200 }));
        for (const [at, byte] of changes) if (at < file.length) file[at] = byte;
        const found = verify(type, file);
        if (found.is !== 'image') return;
        const { width, height } = found.facts;
        expect(width >= 1 && width <= 8_000 && height >= 1 && height <= 8_000).toBe(true);
        expect(width * height).toBeLessThanOrEqual(40_000_000);
      }),
    );
  });
});
