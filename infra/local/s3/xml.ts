const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ESCAPED: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** Text as the content of an element. */
export const escapeXml = (text: string): string =>
  text.replaceAll(/[<>&"]/g, (letter) => ESCAPED[letter] ?? letter).replaceAll('\r', '&#13;');

/** The contents of all elements of a name. No request of S3 nests an element in its like. */
export const elementsOf = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>(.*?)</${name}>`, 'gs'))].map(([, content = '']) => content);

/** The text of the first element of a name. */
export const textOf = (xml: string, name: string): string | undefined =>
  elementsOf(xml, name)[0]?.replaceAll(/&(#x?)?(\w+);/g, (entity, kind: string | undefined, value: string) =>
    kind ? String.fromCodePoint(Number.parseInt(value, kind === '#x' ? 16 : 10)) : (ENTITIES[value] ?? entity),
  );
