import { invalidArgument, malformedXml, S3Error } from './s3-error.ts';
import { elementsOf, escapeXml, textOf } from './xml.ts';

export type Tags = Readonly<Record<string, string>>;

const MAX_TAGS = 10;

/** @throws {S3Error} MalformedXML, or InvalidTag for tags that S3 refuses. */
export function parseTagging(xml: string): Tags {
  if (!/<Tagging[\s>]/.test(xml) || !/<TagSet[\s/>]/.test(xml)) throw malformedXml();
  const pairs = elementsOf(xml, 'Tag').map((tag): [string, string] => {
    const [key, value] = [textOf(tag, 'Key'), textOf(tag, 'Value')];
    if (key === undefined || value === undefined) throw malformedXml();
    return [key, value];
  });
  return checkedTags(pairs);
}

/** The header `x-amz-tagging`: tags as the query of a URL. */
export const parseTaggingHeader = (header: string): Tags => checkedTags([...new URLSearchParams(header)]);

function checkedTags(pairs: readonly (readonly [string, string])[]): Tags {
  if (pairs.length > MAX_TAGS) throw new S3Error(400, 'BadRequest', 'Object tags cannot be greater than 10');
  if (new Set(pairs.map(([key]) => key)).size < pairs.length)
    throw new S3Error(400, 'InvalidTag', 'Cannot provide multiple Tags with the same key');
  for (const [key, value] of pairs) {
    if (key === '' || key.length > 128) throw new S3Error(400, 'InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > 256) throw invalidArgument('The TagValue you have provided is invalid');
  }
  return Object.fromEntries(pairs);
}

export const taggingXml = (tags: Tags): string =>
  `<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>${Object.entries(tags)
    .map(([key, value]) => `<Tag><Key>${escapeXml(key)}</Key><Value>${escapeXml(value)}</Value></Tag>`)
    .join('')}</TagSet></Tagging>`;
