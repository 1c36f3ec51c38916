import type { Search, SearchResult } from '#ports/search';

const TIME_WORDS = /\b(?:current|latest|new|season|chapter|episode|update|event)\b/gi;
/** In code points, so that a title stays within 100. */
const MAX_SUBJECT = 50;

const PLACES = ['crystal canyon', 'neon harbour', 'frozen observatory', 'floating market', 'sunken city'] as const;
const COLORS = ['violet and gold', 'teal and orange', 'crimson and black', 'mint and silver'] as const;
const FIGURES = [
  'a masked fox',
  'a clockwork dragon',
  'a storm knight',
  'a lantern keeper',
  'two rival pilots',
] as const;

/** Made-up news for the local product and for demonstrations: the same for the same query, and no network. */
export const createMockSearch = (): Search => ({
  async find(query, signal) {
    signal.throwIfAborted();
    return newsOf(query);
  },
});

function newsOf(query: string): readonly SearchResult[] {
  const seed = hashOf(query.toLowerCase());
  const pick = <Item>(items: readonly Item[], place: number) => items[(seed >>> (place * 4)) % items.length] as Item;
  const year = /\b20\d\d\b/.exec(query)?.[0] ?? 'now';
  const subject = subjectOf(query.replace(year, ''));
  const [place, colors, figure] = [pick(PLACES, 0), pick(COLORS, 1), pick(FIGURES, 2)];
  return [
    {
      title: `${subject} ${year}: what is new`,
      snippet: `The ${year} season of ${subject} opens the ${place}. Its colours are ${colors}.`,
      url: 'https://news.example/what-is-new',
    },
    {
      title: `${subject}: everything in the latest update`,
      snippet: `Players of ${subject} meet ${figure}, the new main character, and get outfits in ${colors}.`,
      url: 'https://games.example/latest-update',
    },
    {
      title: `Guide: the best spots of ${subject} in ${year}`,
      snippet: `Most streamers start in the ${place}, where the event of the week takes place.`,
      url: 'https://guide.example/best-spots',
    },
  ];
}

/** The game, or whatever else is searched for, in capitals: `Nba 2k`. */
function subjectOf(text: string): string {
  const words = text.replace(TIME_WORDS, '').split(/\s+/).filter(Boolean);
  const subject = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return [...(subject || 'The game')].slice(0, MAX_SUBJECT).join('');
}

/** FNV-1a: the same in every process. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
