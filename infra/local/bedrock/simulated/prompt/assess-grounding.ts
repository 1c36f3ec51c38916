import type { ModelCall, Step } from '../../simulated-model.ts';
import { readPromptState } from '../base/prompt-state.ts';
import { textOf } from '../base/tool-runs.ts';
import { contentWordsOf } from '../base/words.ts';
import { readSessionState } from './session-state.ts';
import { whole } from './vocabulary.ts';

const GAMES = whole(
  "fortnite|apex legends|valorant|league of legends|overwatch(?: \\d)?|call of duty|warzone|destiny(?: \\d)?|genshin impact|minecraft|roblox|pok[eé]mon|fifa(?: \\d+)?|madden(?: \\d+)?|nba 2k\\d*|rocket league|elden ring|helldivers(?: \\d)?|counter-?strike(?: \\d)?|dota(?: \\d)?|world of warcraft|stardew valley|zelda|hollow knight|baldur'?s gate(?: \\d)?",
);
const NEWS = whole(
  'current|latest|new(?:est)?|season|chapter|episode|update|patch|event|dlc|expansion|release[ds]?|trailer|skins?|aktuell\\p{L}*|neu(?:e[nmrs]?|este[nmrs]?)?|saison|kapitel|erweiterung|erschienen',
);
/** A game's name is written with capitals after such a word. */
const NAMED =
  /(?<!\p{L})(?:from|in|of|for|play(?:ing)?|game|aus|von|für|spiele?|zocke?)\s+((?:[\p{Lu}\d][\p{L}\d'’:-]*)(?:\s+(?:of|the|and|[\p{Lu}\d][\p{L}\d'’:-]*)){0,4})/u;

/** Answers whether a web search would help: when a game and something new about it are named. */
export function assessGrounding(call: ModelCall): readonly Step[] {
  const message = textOf(call.messages.findLast(({ role }) => role === 'user') ?? { role: 'user', content: [] });
  const game =
    GAMES.exec(message)?.[0] ?? NAMED.exec(message)?.[1]?.trim() ?? readSessionState(`${call.system}\n${message}`).game;
  const news = NEWS.exec(message)?.[0];
  const needsSearch = game !== undefined && news !== undefined;
  const year = readPromptState(call.system).today?.slice(0, 4);
  const about = contentWordsOf(message).filter((word) => !game?.toLowerCase().includes(word));
  const query = [game, news, ...about.filter((word) => word !== news?.toLowerCase()).slice(0, 4), year];
  const input = {
    needsSearch,
    confidence: needsSearch ? 0.8 : 0.7,
    reason: needsSearch ? `${game} is named together with "${news}".` : 'Nothing about a game changes with time here.',
    ...(needsSearch && { query: query.filter(Boolean).join(' ').slice(0, 100) }),
  };
  return [{ tool: { name: 'assess_grounding', input } }];
}
