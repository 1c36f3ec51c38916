import type { ImageType } from '#contract/uploads';
import type { Json } from '#ports/model';

/** The one extension that keys have for each type. */
const EXTENSIONS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
} as const satisfies Readonly<Record<ImageType, string>>;

const TYPES = new Map(Object.entries(EXTENSIONS).map(([type, extension]) => [extension, type as ImageType] as const));

const FOLDER = 'user-uploads';
const NAME = /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.(jpg|png|webp|gif)$/;

/** The key of a new upload, for example `user-uploads/<sub>/01JD0000000000000000000000.jpg`. */
export const uploadKey = (sub: string, ulid: string, type: ImageType): string =>
  `${FOLDER}/${sub}/${ulid}.${EXTENSIONS[type]}`;

/** Whether the key has exactly the form of {@link uploadKey} for this person. */
export function isOwnKey(key: string, sub: string): boolean {
  const folder = `${FOLDER}/${sub}/`;
  return key.startsWith(folder) && NAME.test(key.slice(folder.length));
}

/** The keys of this person's uploads that a value names, at any depth. */
export function ownKeysIn(value: Json | undefined, sub: string): readonly string[] {
  if (typeof value === 'string') return isOwnKey(value, sub) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part) => ownKeysIn(part, sub));
}

/** The type that the key's extension names; `undefined` for any other extension. */
export const typeOfKey = (key: string): ImageType | undefined =>
  TYPES.get(key.slice(key.lastIndexOf('.') + 1) as (typeof EXTENSIONS)[ImageType]);
