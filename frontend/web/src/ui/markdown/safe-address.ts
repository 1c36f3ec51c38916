const PROTOCOLS: ReadonlySet<string> = new Set(['https:', 'mailto:']);

/**
 * Where a link may lead: to a web site over https, or to a mailbox. A name before the host is refused, since it is
 * there to be taken for the host.
 */
export function safeAddress(href: string): URL | undefined {
  if (!URL.canParse(href)) return undefined;
  const address = new URL(href);
  return PROTOCOLS.has(address.protocol) && address.username === '' && address.password === '' ? address : undefined;
}
