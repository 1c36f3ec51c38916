/** In a policy `*` is any text and `?` any character. */
export function patternOf(text: string): RegExp {
  const escaped = text
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's');
}
