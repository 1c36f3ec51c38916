import { elementsOf, escaped, textOf } from './xml.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The tag that the bucket's life-cycle rule looks for. */
export const UNREFERENCED: Tag = { key: 'unreferenced', value: 'true' };

/** Tags in S3's XML. */
export const taggingOf = (tags: readonly Tag[]): string =>
  `<Tagging><TagSet>${tags
    .map(({ key, value }) => `<Tag><Key>${escaped(key)}</Key><Value>${escaped(value)}</Value></Tag>`)
    .join('')}</TagSet></Tagging>`;

export const tagsOf = (xml: string): readonly Tag[] =>
  elementsOf(xml, 'Tag').map((tag) => ({ key: textOf(tag, 'Key') ?? '', value: textOf(tag, 'Value') ?? '' }));
