import type { SearchResult } from '#ports/search';

/** Lengths are in code points. */
const MAX_TITLE = 100;
const MAX_SNIPPET = 200;
/** In characters, before entities are decoded and the text is cut. */
const MAX_RAW = 2_000;

const OWN_HOST = 'duckduckgo.com';
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

interface RawResult {
  readonly href: string;
  title: string;
  snippet: string;
}

/**
 * The results of a page, best first, without advertisements. Reads the page once from front to end and understands two
 * of its classes, so broken HTML gives fewer results and never an error.
 */
export function readPage(html: string, max: number): readonly SearchResult[] {
  const results: SearchResult[] = [];
  for (const raw of rawResultsOf(html)) {
    const result = resultOf(raw);
    if (result) results.push(result);
    if (results.length === max) break;
  }
  return results;
}

/** DuckDuckGo says so in this element. Any other page without results is an error page. */
export const isWithoutResults = (html: string): boolean => html.includes('class="no-results"');

function* rawResultsOf(html: string): Generator<RawResult, void, undefined> {
  let result: RawResult | undefined;
  let open: 'title' | 'snippet' | undefined;
  for (const { tag, text } of tagsOf(html)) {
    if (result && open) result[open] = (result[open] + text).slice(0, MAX_RAW);
    if (hasClass(tag, 'result__a')) {
      if (result) yield result;
      result = { href: attribute(tag, 'href'), title: '', snippet: '' };
      open = 'title';
    } else if (hasClass(tag, 'result__snippet')) open = 'snippet';
    else if (/^\/(?:a|div|td)\b/i.test(tag)) open = undefined;
  }
  if (result) yield result;
}

/** Each tag, without its brackets, and the text in front of it. */
function* tagsOf(html: string): Generator<{ readonly tag: string; readonly text: string }, void, undefined> {
  let at = 0;
  for (;;) {
    const start = html.indexOf('<', at);
    const end = start < 0 ? -1 : html.indexOf('>', start);
    if (end < 0) return;
    yield { tag: html.slice(start + 1, Math.min(end, start + MAX_RAW)), text: html.slice(at, start) };
    at = end + 1;
  }
}

const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1] ?? '';

const hasClass = (tag: string, name: string): boolean => attribute(tag, 'class').split(/\s/).includes(name);

function resultOf({ href, title, snippet }: RawResult): SearchResult | undefined {
  const url = targetOf(decoded(href));
  const heading = lineOf(title, MAX_TITLE);
  return url && heading !== '' ? { title: heading, snippet: lineOf(snippet, MAX_SNIPPET), url } : undefined;
}

/** The address behind DuckDuckGo's own link. Its other links are advertisements. */
function targetOf(href: string): string | undefined {
  const link = URL.parse(href, `https://${OWN_HOST}`);
  if (!link) return undefined;
  const isOwn = link.hostname === OWN_HOST || link.hostname.endsWith(`.${OWN_HOST}`);
  const url = isOwn ? URL.parse((link.pathname === '/l/' && link.searchParams.get('uddg')) || '') : link;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

const lineOf = (text: string, max: number): string =>
  [...decoded(text).replace(/\s+/g, ' ').trim()].slice(0, max).join('').trim();

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? entity;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point).toWellFormed() : entity;
  });
