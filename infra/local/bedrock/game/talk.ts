import { regex } from '../creator/pattern.ts';
import { type Choose, clipWords, listed } from '../creator/phrasing.ts';
import { describeGame } from './describe.ts';
import { readGames, readNotes } from './readers.ts';
import type { Situation } from './situation.ts';
import { adviceOn } from './topics.ts';
import type { Wish } from './wishes.ts';

export const NOTICE =
  'Before we start: I am a simulation that runs on your machine and answers by rules, not a language model. Your games and their numbers are real.';

export const HOW_TO_IMPORT =
  'You can import them on the page of your games, or by POST /coach/games; then ask me again.';

type Reply = (situation: Situation, choose: Choose) => string;

const INSTRUCTIONS = regex('i')`
    \b(?:system|initial|hidden|secret|original) (?:prompt|message|instructions?)\b|\byour (?:own )?(?:instructions?|prompt|guidelines|rules|
    system message|configuration)\b|\b(?:ignore|disregard|override) (?:all|any|your|the|every|previous|prior|these)\b|\bforget (?:(?:all|any|your|the|every) )*(?:previous|prior|instructions?|rules)\b|\bjailbreak\b|
    \bdeveloper (?:mode|message)\b|\b(?:repeat|print|output) (?:everything|the (?:text|words)) above\b|\bwhat were you told\b|
    \byou are now\b|\bpretend (?:to be|you are|that you)\b`;
const OFF_TOPIC = regex('i')`
    \b(?:weather|temperature|forecast|recipes?|cook\w*|bake|cake|politic\w*|president|elections?|capital (?:city )?of|homework|essay|poem|
    song|lyrics|movies?|films?|stocks?|bitcoin|crypto|python|javascript|typescript|sql|math|translate|horoscope|medical|doctor|
    medicine|dating|girlfriend|boyfriend|squats?|bench press|deadlift|diet|weight loss|fortnite|valorant|minecraft|chess|
    league of legends|overwatch|counter-?strike|cs2|apex|dota|call of duty|fifa|roblox|world war|religion|taxes|lawyer|
    restaurant|travel|flights?|hotel)\b`;
const ON_TOPIC = regex('i')`
    \b(?:rocket league|rl|games?|match(?:es)?|cars?|ball|goals?|boost\w*|aerials?|rotat\w*|kick-?offs?|dribbl\w*|flicks?|demos?|ranks?|ranked|
    mmr|camera|settings|training|pack|air roll|flip\w*|reset|ceiling|wave ?dash\w*|half ?flip|speed ?flip|defen\w*|pass\w*|team\w*|
    opponents?|playlist|mechanics?|powerslide|challeng\w*|fifty|pads?|tilt\w*|octane|fennec|dominus|hitbox|improv\w*|better|practi[cs]e|
    coach\w*|warm-?up|play\w*|replays?|stats?|shots?|saves?|assists?|win\w*|los(?:e|s|es|ing)|solo|queue|tournament|season)\b`;

const ABOUT = regex('i')`
    \bwho are you\b|\bwhat are you\b|\bare you (?:a |an )?(?:real|human|bot|ai|robot|person|simulat\w+)\b|\bwhat can (?:you|i)\b|
    \bhow can you help\b|\bhelp me\??$|^\W*help\W*$|\bwhat do you do\b|\bhow do(?:es)? (?:you|this) work\b`;
const IMPORT = regex('i')`
    \b(?:import|upload|sync|connect)\w*\b[^.?!]*\b(?:games?|replays?|matches|data|stats|account)\b|\badd (?:my|some|new|a|more)
    (?: \w+)? ?(?:games?|replays?)\b`;
const REMOVE = /\b(?:delete|remove|erase|wipe)\b[^.?!]*\b(?:games?|replays?|matches|notes?|account|data|sessions?)\b/i;
const NOTES =
  /\b(?:my|the|any|your) (?:coaching )?notes\b|\bwhat (?:do|did) you (?:know|remember) (?:about|of) me\b|\bdo you remember\b/i;
const TO_NOTE = /\b(?:save|make|take|add|write|keep)\b[^.?!]*\bnotes?\b/i;
const OWN_RANK = /\bwh(?:at|ich)(?:'s| is)? (?:is )?(?:my )?rank\b/i;
const THIS_GAME =
  /\b(?:this|that|the|selected|current) (?:game|match|replay|one)\b|\bhow did i (?:do|play)\b|\bwhat (?:went wrong|did i do wrong)\b/i;
const GREETING = /^\W*(?:hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening|day)|greetings|sup|what'?s up)\b/i;
const THANKS =
  /\b(?:thanks?|thank you|thx|ty|cheers|appreciate(?: it| that)?)\b|^\W*(?:great|perfect|awesome|nice|cool|got it|ok(?:ay)?|good to know|makes sense)\W*$/i;
const BYE = /^\W*(?:bye|good ?bye|see you|see ya|good night|later|cu|gn)\b/i;

const decline: Reply = (_, choose) =>
  choose([
    'I am a Rocket League coach, so I have to pass on that one. Ask me about your games, your numbers or your play instead.',
    'That is outside of what I do: I only coach Rocket League. I am glad to look at your games, your averages or your rank with you.',
    'I will leave that to somebody else, since I only coach Rocket League. What would you like to know about your own play?',
  ]);

const aboutNotes: Reply = ({ told }) => {
  const notes = told
    .flatMap(readNotes)
    .map(({ content, category }) => `"${clipWords(content, 30)}"${category ? ` (${category})` : ''}`);
  return notes.length > 0
    ? `These are the notes that I have of you: ${listed(notes)}.`
    : 'I have no notes of you yet. Tell me to remember something, and I will save it.';
};

/** What the prompt tells already: the game that is spoken of, and the rank. */
export function answerFromPrompt({ question, told, rank }: Situation, wishes: readonly Wish[]): string | undefined {
  if (rank && OWN_RANK.test(question)) return `Your profile says that you play at ${rank}.`;
  const isVague = THIS_GAME.test(question) && wishes.every(({ kind }) => kind === 'stats');
  const [game] = isVague ? told.flatMap(readGames) : [];
  return game && `${describeGame(game, 'In this game')} What would you like to go through first?`;
}

/** What stands above every look-up. */
const GUARDS: readonly (readonly [RegExp, Reply])[] = [
  [
    INSTRUCTIONS,
    () =>
      'My instructions stay with me, and I keep to them. I am happy to talk about your Rocket League games, though.',
  ],
  [OFF_TOPIC, decline],
  [IMPORT, () => `I cannot import games for you. ${HOW_TO_IMPORT}`],
  [REMOVE, () => 'I can only read your games and add notes. What you want to be gone, you can delete on its page.'],
];

const TALKS: readonly (readonly [RegExp, Reply])[] = [
  [
    ABOUT,
    () =>
      'I am a Rocket League coach, simulated on this machine. I can look at your recent games, your averages by mode, single games and the benchmarks of a rank, and I can save notes for you.',
  ],
  [NOTES, aboutNotes],
  [TO_NOTE, () => 'Gladly. What shall I write down?'],
];

/** Said only when nothing else was: a greeting may stand before a question. */
const COURTESIES: readonly (readonly [RegExp, Reply])[] = [
  [
    THANKS,
    (_, choose) =>
      choose([
        'You are welcome. Good luck in your next games!',
        'Gladly. Come back when you have played some more.',
        'Any time. Have fun out there!',
      ]),
  ],
  [BYE, () => 'See you on the pitch!'],
  [
    GREETING,
    (_, choose) =>
      choose([
        'Hello! Ask me about your last game, your averages, or how you compare with a rank.',
        'Hi there! What shall we look at: your recent games, your averages, or a rank that you aim for?',
      ]),
  ],
];

/** What is not looked up, whatever else the words sound like. */
export function guard(situation: Situation, choose: Choose): string | undefined {
  const [, reply] = GUARDS.find(([words]) => words.test(situation.question)) ?? [];
  return reply?.(situation, choose);
}

/** An answer that needs no tool. */
export function smallTalk(situation: Situation, choose: Choose): string {
  const { question } = situation;
  for (const [words, reply] of TALKS) {
    const text = words.test(question) ? reply(situation, choose) : '';
    if (text) return text;
  }
  const advice = adviceOn(question);
  if (advice) return advice;
  const courtesy = COURTESIES.find(([words]) => words.test(question));
  if (courtesy) return courtesy[1](situation, choose);
  if (!ON_TOPIC.test(question)) return decline(situation, choose);
  return 'Tell me a little more, so that I look at the right thing: a single game, your averages in a mode, or a comparison with a rank?';
}
