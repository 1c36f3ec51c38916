import { createBaseModel } from '../base/base-model.ts';
import type { CoachHints } from '../base/hints.ts';
import { regex } from '../base/pattern.ts';
import { howMany } from '../base/read-number.ts';
import { when } from '../base/talk.ts';
import { ranksIn } from './ranks.ts';
import { NUMBER_TIPS, TIPS } from './tips.ts';

const HOW_TO_IMPORT = 'You can import them on the page of your games, or by POST /coach/games; then ask me again.';

const MODES = {
  duel: /\b(?:duels?|1 ?v(?:s\.? ?)? ?1s?|1s|ones)\b/i,
  doubles: /\b(?:doubles|2 ?v(?:s\.? ?)? ?2s?|2s|twos)\b/i,
  standard: /\b(?:standard|3 ?v(?:s\.? ?)? ?3s?|3s|threes|trios)\b/i,
};
const PLAYLIST =
  /\bplaylist\s*:?\s*["'“]([^"'”]{1,50})["'”]|\b((?:ranked|casual|competitive|tournament)[- ](?:duels?|doubles|standard|[1-4]v[1-4])|hoops|rumble|dropshot|snow ?day|heatseeker)\b/i;

const HINTS: CoachHints = {
  isFor({ call: { tools, system } }) {
    if (tools.length > 0) return tools.some(({ name }) => name === 'get_recent_games' || name === 'save_coaching_note');
    return /rocket league/i.test(system) && /\bcoach/i.test(system);
  },
  notice:
    'Before we start: I am a simulation that runs on your machine and answers by rules, not a language model. Your games and their numbers are real.',
  topic: {
    who: 'I am a Rocket League coach, simulated on this machine. I can look at your games, your averages and the benchmarks of a rank, and I can save notes for you.',
    off: regex('i')`
      \b(?:weather|forecast|recipes?|cook\w*|politic\w*|president|elections?|capital (?:city )?of|homework|essay|poem|song|lyrics|movies?|
      stocks?|bitcoin|python|javascript|sql|math|translate|horoscope|doctor|medicine|dating|squats?|bench press|deadlift|diet|
      weight loss|fortnite|valorant|minecraft|chess|league of legends|religion|taxes|lawyer|restaurant|travel|hotel)\b`,
    on: regex('i')`
      \b(?:rocket league|games?|match(?:es)?|cars?|ball|ranks?|ranked|training|team\w*|playlist|improv\w*|better|practi[cs]e|coach\w*|play\w*|
      replays?|stats?|win\w*|los(?:e|s|es|ing)|season|trend|notes?|step|looking)\b`,
    decline: [
      'I am a Rocket League coach, so I have to pass on that one. Ask me about your games, your numbers or your play instead.',
      'That is outside of what I do: I only coach Rocket League. I am glad to look at your games, your averages or your rank with you.',
    ],
    more: 'Tell me a little more, so that I look at the right thing: a single game, your averages in a mode, or a comparison with a rank?',
  },
  subject: {
    id: 'gameId',
    nouns: 'game|match|replay|session',
    parts: { property: 'mode', options: MODES },
    reference: {
      property: 'rank',
      nouns: 'rank|level|peers|lobb(?:y|ies)',
      namesIn: ranksIn,
      tell: (line) => `Players at ${line} on average. These are community figures.`,
    },
    numberTips: NUMBER_TIPS,
    nothing: `I see no games of yours here: none are imported yet, or none fit. ${HOW_TO_IMPORT}`,
  },
  tips: TIPS,
  synonyms: {
    ...MODES,
    goal: /\b(?:wants? to|aim|hope|plan|target|reach|become|by next|practis\w*|train)\b/i,
    weakness:
      /\b(?:weak|struggl\w*|bad(?:ly)?|can't|overcommit|too (?:much|often|slow|late)|miss\w*|los(?:e|es|ing)|slow|poor|worse|panic|whiff|never|tilt)\b/i,
    strength: /\b(?:strong|good|great|solid|consistent|improved|best|well|fast)\b/i,
  },
  values: {
    limit: (source) => howMany(source, ['games', 'matches', 'match', 'replays']) ?? 10,
    playlist: ({ text }) => PLAYLIST.exec(text)?.slice(1).find(Boolean),
  },
  guards: [
    when(
      /\b(?:import|upload|sync)\w*\b[^.?!]*\b(?:games?|replays?|matches)\b/i,
      `I cannot import games for you. ${HOW_TO_IMPORT}`,
    ),
    when(
      /\b(?:delete|remove|erase)\b[^.?!]*\b(?:games?|replays?|notes?|data)\b/i,
      'I can only read your games and add notes.',
    ),
  ],
  closings: ['Shall I compare that with your rank?', 'Is there a game that you want to look at more closely?'],
};

/** The simulated game coach: calls the tools that a question needs, and answers with their numbers. */
export const simulatedGameCoach = createBaseModel(HINTS);
