import type * as z from 'zod/mini';
import { refused } from './exceptions.ts';
import type { ImageOrder } from './simulated/image/simulated-image-model.ts';

/** What a request to an image model asks for, and how its provider writes the answer. */
export interface ImageAnswer {
  readonly order: ImageOrder;
  /** The response with a PNG as base64. */
  answer(png: string): object;
}

/** Words that every provider's filter declines. */
const DECLINED = /(?<!\p{L})(?:nude|naked|nsfw|porn\p{L}*|gore|nackt\p{L}*)(?!\p{L})/iu;

export const isDeclined = (text: string): boolean => DECLINED.test(text);

/** The end of Bedrock's sentences about a body that a model's schema refuses. */
const REFORMAT = 'please reformat your input and try again.';
export const malformed = (what: string) => refused(`Malformed input request: ${what}, ${REFORMAT}`);

/** Parses a body, and refuses it as Bedrock does. */
export function parseBody<Schema extends z.ZodMiniType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw malformed(result.error.issues.map(({ path, message }) => `#/${path.join('/')}: ${message}`).join('; '));
}

const HEADER = Buffer.from('89504e470d0a1a0a', 'hex');

/** The PNG of a base64 field, with its size in pixels. */
export function readPicture(
  base64: string,
  path: string,
): { readonly bytes: Buffer; readonly width: number; readonly height: number } {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length < 24 || !bytes.subarray(0, HEADER.length).equals(HEADER)) throw malformed(`${path}: is no PNG`);
  return { bytes, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
