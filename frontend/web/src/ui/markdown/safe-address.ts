const PROTOCOLS: ReadonlySet<string> = new Set(['https:', 'mailto:']);

/**
 * The address of a link, if it is https or mailto. A user name before the host is refused, because readers take it for
 * the host.
 */
export function safeAddress(href: string): URL | undefined {
  if (!URL.canParse(href)) return undefined;
  const address = new URL(href);
  return PROTOCOLS.has(address.protocol) && address.username === '' && address.password === '' ? address : undefined;
}
