import { statsIn, WORDING } from './stats.ts';

/** What can be said of the game itself, without anybody's numbers. */
const TOPICS: readonly (readonly [RegExp, string])[] = [
  [
    /\brotat\w*/i,
    'Rotate away from the ball after every challenge, go back on the far post side, and come in again facing the play. If you see a teammate in front of you, the ball is theirs.',
  ],
  [
    /\bkick-?offs?\b/i,
    'Decide before the countdown ends who goes, and let the others take boost or follow up. Aim for the centre of the ball, and flip late so that you hit it through.',
  ],
  [
    /\bwave ?-?dash\w*/i,
    'A wavedash is a dodge just before your wheels touch the ground: tilt the nose up a little while you fall, and flip forward on landing. It gives speed without boost.',
  ],
  [
    /\bhalf ?-?flips?\b|\bspeed ?-?flips?\b|\bflip resets?\b|\bair rolls?\b/i,
    'Mechanics come from slow repetition: do it in free play without the ball first, then with the ball, and only then in games.',
  ],
  [
    /\bdribbl\w*|\bflicks?\b/i,
    'Carry the ball slightly towards the hood, match its speed, and flick when the defender commits and not before.',
  ],
  [
    /\bcamera\b|\bsettings\b|\bdeadzone\b|\bsensitivity\b/i,
    'Take settings that let you see the ball and the field at once, turn camera shake off, and then leave them alone for some weeks.',
  ],
  [
    /\bwarm-?up\b|\btraining packs?\b|\broutine\b/i,
    'Warm up in free play until your touches feel clean, then play one training pack for shots and one for saves, and only then queue.',
  ],
  [
    /\btilt\w*|\bfrustrat\w*|\bmental\b|\btoxic\b/i,
    'Take a break after two losses in a row that annoyed you, mute the chat, and go in with one thing that you want to do well.',
  ],
  [
    /\bchalleng\w*|\bfifty\b|\b50\/50s?\b|\bshadow\w*/i,
    'Challenge when you can reach the ball first or when a teammate is behind you. Otherwise shadow: stay between ball and goal, and let them make the mistake.',
  ],
];

/** Words on a part of the game that a question names. */
export const topicIn = (question: string): string | undefined => TOPICS.find(([words]) => words.test(question))?.[1];

/** The same, or what helps with a number that it names. */
export function adviceOn(question: string): string | undefined {
  const [stat] = statsIn(question);
  return topicIn(question) ?? (stat && WORDING[stat].tip);
}
