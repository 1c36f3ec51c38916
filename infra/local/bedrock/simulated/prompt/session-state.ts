import { AssetType } from '#contract/prompt-coach/asset-types';
import { EMPTY_INTENT, Intent } from '#contract/prompt-coach/intent';
import { objectsIn, readPromptState } from '../base/prompt-state.ts';

/** The session before the newest message, from the system prompt. */
export interface SessionState {
  readonly intent: Intent;
  readonly assetType: AssetType;
  /** `hype`, `cozy`, `rage`, `chill`, or the person's own words. */
  readonly mood: string | undefined;
  readonly game: string | undefined;
  readonly colors: readonly { readonly name: string; readonly hex: string }[];
  /** The titles of web results. */
  readonly facts: readonly string[];
}

/** Lines of the prompt, as a text without the data between tags, where somebody else's words are. */
const untagged = (system: string): string => system.replace(/<([a-z][\w-]*)(?:\s[^>]*)?>[\s\S]*?<\/\1>/gi, '');

const lineOf = (system: string, name: string): string | undefined =>
  new RegExp(`^${name}: *(.+)$`, 'im').exec(system)?.[1]?.trim();

/** A value that may be quoted as JSON. */
function plain(value: string | undefined): string | undefined {
  const text = value?.startsWith('"') ? String(parsed(value) ?? value) : value;
  return text?.trim() || undefined;
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return undefined; // a prompt of another version
  }
}

/**
 * Reads the lines `Intent so far: {Intent as JSON}`, `Asset type: twitch_emote`, `Mood: hype` (or the words of a custom
 * mood, which may be quoted as JSON), `Game: "…"` and `Brand: {Brand as JSON}`, and web results as JSON objects with
 * `title` and `snippet` between the tags `<web_search_results>`. What is missing is empty.
 */
export function readSessionState(system: string): SessionState {
  const own = untagged(system);
  const intent = Intent.safeParse({ ...EMPTY_INTENT, ...(parsed(lineOf(own, 'Intent so far')) ?? {}) });
  const assetType = AssetType.safeParse(/[a-z_]+/.exec(lineOf(own, 'Asset type') ?? '')?.[0]);
  const brand = objectsIn(parsed(lineOf(own, 'Brand')));
  return {
    intent: intent.success ? intent.data : EMPTY_INTENT,
    assetType: assetType.success ? assetType.data : 'thumbnail',
    mood: plain(lineOf(own, 'Mood')),
    game: plain(lineOf(own, 'Game')),
    colors: brand.flatMap(({ name, hex }) => (typeof hex === 'string' ? [{ name: String(name ?? hex), hex }] : [])),
    facts: factsIn(system),
  };
}

function factsIn(system: string): readonly string[] {
  const tags = readPromptState(system).tags.filter(({ name }) => /^web_search_results$/.test(name));
  const results = tags.flatMap(({ content }) => objectsIn(readPromptState(content).values));
  return results.flatMap(({ title, snippet }) =>
    typeof title === 'string' && typeof snippet === 'string' ? [title.trim()] : [],
  );
}
