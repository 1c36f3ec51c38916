import type { RequestMessage } from '#ports/model';
import { imageFile } from '../image-files.ts';
import { SUB, type World } from './turn-world.ts';

/** An own upload. */
export const keyOf = (number: number) => `user-uploads/${SUB}/01JD000000000000000000000${number}.png`;
/** Files differ by their number of bytes. */
export const fileOf = (number: number) => imageFile('image/png', { metadataBytes: number });

/** Uploads files of these numbers. */
export const add = ({ objects }: World, ...numbers: readonly number[]) => {
  for (const number of numbers)
    objects.addUpload({ key: keyOf(number), bytes: fileOf(number), contentType: 'image/png' });
};

/** A turn whose message has these images. */
export const showing = ({ request }: World, number: number, ...images: readonly number[]) => {
  const body = { text: 'hi', images: images.map(keyOf) };
  return request(number, 'hi', { body, bodyHash: JSON.stringify(body) });
};

/** Texts, and the numbers of images that were sent with their bytes. */
export const told = (messages: readonly RequestMessage[] = []) =>
  messages.map(({ content }) =>
    content.map((block) => {
      if (block.type === 'image_data') return block.bytes.length - fileOf(1).length + 1;
      return block.type === 'text' ? block.text : block.type;
    }),
  );
export const lastRequest = ({ model }: World) => model.calls.at(-1)?.request;

/** The reads of objects from now on. */
export function countReads({ deps, objects }: World): string[] {
  const reads: string[] = [];
  deps.objects = {
    ...objects,
    read: (...asked) => {
      reads.push(`${asked[0].at(-5)} ${Object.keys(asked[1] ?? {})} ${Object.values(asked[1] ?? {})}`);
      return objects.read(...asked);
    },
  };
  return reads;
}
