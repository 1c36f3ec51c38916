import { lineOf } from '../base/describe.ts';
import type { Reply } from '../base/hints.ts';
import { regex } from '../base/pattern.ts';
import { listed } from '../base/phrasing.ts';
import { objectsIn } from '../base/prompt-state.ts';
import { tipFor } from './tips.ts';
import { ownRank } from './wishes.ts';

export const NOTICE =
  'Before we start: I am a simulation that runs on your machine and answers by rules, not a language model. Your games and their numbers are real.';
export const HOW_TO_IMPORT =
  'You can import them on the page of your games, or by POST /coach/games; then ask me again.';

const OFF_TOPIC = regex('i')`
    \b(?:weather|forecast|recipes?|cook\w*|politic\w*|president|elections?|capital (?:city )?of|homework|essay|poem|song|lyrics|movies?|
    stocks?|bitcoin|python|javascript|sql|math|translate|horoscope|doctor|medicine|dating|squats?|bench press|deadlift|diet|
    weight loss|fortnite|valorant|minecraft|chess|league of legends|religion|taxes|lawyer|restaurant|travel|hotel)\b`;
const ON_TOPIC = regex('i')`
    \b(?:rocket league|games?|match(?:es)?|cars?|ball|ranks?|ranked|training|team\w*|playlist|improv\w*|better|practi[cs]e|coach\w*|play\w*|
    replays?|stats?|win\w*|los(?:e|s|es|ing)|season|trend|notes?|step|looking)\b`;

const when =
  (pattern: RegExp, text: string): Reply =>
  (turn) =>
    pattern.test(turn.message) ? text : undefined;

const decline: Reply = (_, choose) =>
  choose([
    'I am a Rocket League coach, so I have to pass on that one. Ask me about your games, your numbers or your play instead.',
    'That is outside of what I do: I only coach Rocket League. I am glad to look at your games, your averages or your rank with you.',
  ]);

/** Describes the game in the prompt, which the player has open. */
const openGame: Reply = ({ message, state }) => {
  const isVague =
    /\b(?:this|that|selected|current) (?:game|match)\b|\bhow did i (?:do|play)\W*$|\bwhat went wrong\b/i.test(message);
  const game = isVague ? state.values.flatMap(objectsIn).find((value) => 'gameId' in value) : undefined;
  return game && `In this game: ${lineOf(game)}. What would you like to go through first?`;
};

const profileRank: Reply = (turn) => {
  const rank = /\bwh(?:at|ich)(?:'s| is)? (?:is )?(?:my )?rank\b/i.test(turn.message) ? ownRank(turn) : undefined;
  return rank && `Your profile says that you play at ${rank}.`;
};

const notes: Reply = ({ message, state }) => {
  if (!/\b(?:my|the|any|your) (?:coaching )?notes\b|\bwhat (?:do|did) you (?:know|remember)\b/i.test(message))
    return undefined;
  const kept = state.tags.filter(({ name }) => name === 'note');
  const quoted = kept.map(({ content, attributes }) => `"${content}" (${attributes['category'] ?? 'note'})`);
  return quoted.length > 0
    ? `These are the notes that I have of you: ${listed(quoted)}.`
    : 'I have no notes of you yet.';
};

/** Replies that prevent tool calls. */
export const GUARDS: readonly Reply[] = [
  (turn, choose) => (OFF_TOPIC.test(turn.message) ? decline(turn, choose) : undefined),
  when(
    /\b(?:import|upload|sync)\w*\b[^.?!]*\b(?:games?|replays?|matches)\b/i,
    `I cannot import games for you. ${HOW_TO_IMPORT}`,
  ),
  when(
    /\b(?:delete|remove|erase)\b[^.?!]*\b(?:games?|replays?|notes?|data)\b/i,
    'I can only read your games and add notes.',
  ),
  openGame,
  profileRank,
];

const WHO =
  'I am a Rocket League coach, simulated on this machine. I can look at your games, your averages and the benchmarks of a rank, and I can save notes for you.';
const NO_LOOK_UP =
  'I cannot look anything up at this point, and I will not guess your numbers. Please ask me that again.';
const MORE =
  'Tell me a little more, so that I look at the right thing: a single game, your averages in a mode, or a comparison with a rank?';

export const REPLIES: readonly Reply[] = [
  when(/\bwho are you\b|\bwhat are you\b|\bwhat can (?:you|i)\b|\bhelp me\??$|^\W*help\W*$/i, WHO),
  notes,
  when(/\b(?:save|make|take|add|write|keep)\b[^.?!]*\bnotes?\b/i, 'Gladly. What shall I write down?'),
  ({ message }) => tipFor(message),
  ({ call, message }) => (call.tools.length === 0 && /\b(?:i|my)\b/i.test(message) ? NO_LOOK_UP : undefined),
  (turn, choose) => {
    if (turn.acts.some((act) => act !== 'question')) return undefined;
    return ON_TOPIC.test(turn.message) ? MORE : decline(turn, choose);
  },
];
