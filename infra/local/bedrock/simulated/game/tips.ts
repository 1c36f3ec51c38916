import { readTips } from '../base/tips.ts';

/** Advice for questions about the play. */
export const TIPS = readTips(String.raw`
  \brotat\w* = Rotate away from the ball after every challenge, go back on the far post side, and come in again facing the play.
  \bkick-?offs?\b = Decide before the countdown ends who goes, aim for the centre of the ball, and flip late so that you hit it through.
  \bwave ?-?dash\w* = A wavedash is a dodge just before your wheels touch the ground: nose up a little while you fall, then flip forward on landing.
  \b(?:half|speed) ?-?flips?\b|\bflip resets?\b|\bair rolls?\b|\bmechanic = Mechanics come from slow repetition: do it in free play without the ball first, then with the ball, and only then in games.
  \bdribbl\w*|\bflicks?\b = Carry the ball slightly towards the hood, match its speed, and flick when the defender commits and not before.
  \bcamera\b|\bsettings\b|\bdeadzone\b|\bsensitivity\b = Take settings that let you see the ball and the field at once, turn camera shake off, and then leave them alone for some weeks.
  \bwarm-?up\b|\btraining packs?\b|\broutine\b = Warm up in free play until your touches feel clean, then play one training pack for shots and one for saves.
  \btilt\w*|\bfrustrat\w*|\bmental\b|\btoxic\b = Take a break after two losses in a row that annoyed you, mute the chat, and go in with one thing that you want to do well.
  \bchalleng\w*|\bfift(?:y|ies)\b|\b50\/50s?\b|\bshadow\w* = Challenge when you can reach the ball first or when a teammate is behind you. Otherwise shadow: stay between ball and goal.
`);

/** Advice on statistics. */
export const NUMBER_TIPS = readTips(String.raw`
  \bgoals?\b(?! (?:is|was|to|for this|note))|\bscor(?:e|ed|ing) more\b|\bfinish\w* = Work on finishing: place shots into the corners in free play before you hit them harder.
  \bassists?\b|\bpass(?:es|ing)?\b = Work on passing: look for your teammate before you touch the ball, and hit it across instead of away.
  \bsaves\b|\bdefen[cs]e\b|\bdefend(?:ing)?\b = Work on defence: rotate back post side, and wait in the net until a teammate has challenged.
  \bshots?\b = Work on shots: follow the play up to the box when a teammate has the ball, and shoot early.
  \bshooting\b|\baccura\w+\b|\bconversion\b = Work on accuracy: fewer shots from far away, and a touch to set up before the strike.
  \bboost\w*\b|\bpads?\b = Work on boost: drive over the small pads on every rotation, and leave the big ones to the player who is back.
  \bsupersonic\b(?! legend)|\bmy speed\b = Work on speed: flip instead of holding boost, and keep your momentum in every turn.
  \baerials?\b = Work on aerials: train fast take-offs until you reach the ball first, and recover onto your wheels.
  \b(?:my|average|total|high(?:est)?) scores?\b|\bpoints\b|^score$ = Work on being involved: take the next ball when it is your turn instead of waiting for a better one.
`);
