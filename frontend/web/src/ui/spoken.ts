/** A text in Markdown without its marks, which a screen reader would read out. */
export const spoken = (text: string): string =>
  text
    .replaceAll(/!?\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
    .replaceAll(/^[ \t]*(?:#{1,6}|>) /gm, '')
    .replaceAll(/^[-:| \t]+$/gm, '')
    .replaceAll(/\*\*|__|~~|`|\|/g, '');
