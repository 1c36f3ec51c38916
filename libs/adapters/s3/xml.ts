const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The contents of all elements of a name, which may contain elements. S3's answers nest no element in its like. */
export const elementsOf = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>(.*?)</${name}>`, 'gs'))].map(([, content = '']) => content);

/** The text of the first element of a name. */
export function textOf(xml: string, name: string): string | undefined {
  const [content] = elementsOf(xml, name);
  return content?.replaceAll(/&(#x?)?(\w+);/g, (entity, kind: string | undefined, value: string) =>
    kind ? String.fromCodePoint(Number.parseInt(value, kind === '#x' ? 16 : 10)) : (ENTITIES[value] ?? entity),
  );
}

const ESCAPED: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** Text as the content of an element. A parser would read a plain CR as LF. */
export const escaped = (text: string): string =>
  text.replaceAll(/[<>&"]/g, (letter) => ESCAPED[letter] ?? letter).replaceAll('\r', '&#xD;');
