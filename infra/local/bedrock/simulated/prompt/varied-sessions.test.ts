import { describe, expect, it } from 'vitest';
import type { Intent } from '#contract/prompt-coach/intent';
import { createSession } from './prompt-session-fixtures.ts';

const play = (assetType: string, lines: readonly string[]) => {
  const session = createSession({ assetType, mood: 'hype' });
  return lines.map((line) => session.say(line).intent);
};

describe('an idea', () => {
  it.each<readonly [string, Partial<Intent>]>([
    ['an emote of a sleepy but happy fox', { subject: 'fox', emotion: 'sleepy but happy', elements: [] }],
    ['an angry yet cute hamster', { subject: 'hamster', emotion: 'angry yet cute' }],
    ['müde aber glücklich soll der Bär sein', { subject: 'Bär', emotion: 'müde aber glücklich' }],
    ['ein trauriger und wütender Wolf', { subject: 'Wolf', emotion: 'traurig und wütend' }],
    ['a fox that says good morning', { subject: 'fox', action: 'saying good morning' }],
    ['a cat who is dancing', { subject: 'cat', action: 'dancing' }],
    ['ein Drache, der Feuer spuckt und lacht', { subject: 'Drache', action: 'spuckt Feuer und lacht' }],
    [
      'thumbnail of me raging at my keyboard',
      { subject: 'streamer', emotion: 'raging', elements: ['at the keyboard'] },
    ],
    ['cover for a clip where I win a fight', { subject: 'streamer', action: 'winning a fight' }],
    ['Ich springe über die Karte', { subject: 'Streamer', action: 'springt über die Karte' }],
    ['me opening a loot box with gold coming out', { action: 'opening a loot box', elements: ['gold coming out'] }],
    ['a banner for my cozy farming channel with a cottage', { subject: 'cottage' }],
    ['panel for my about me section with my axolotl', { subject: 'axolotl' }],
    ['badge for 6 month subscribers, a moon', { subject: 'moon' }],
    [
      'Banner für meinen Kanal über Retrospiele, ein Fuchs mit Controller',
      { subject: 'Fuchs', elements: ['Controller'] },
    ],
    ['Abzeichen mit einer goldenen Krone', { subject: 'goldene Krone' }],
    ['offline screen, a panda on a couch', { subject: 'panda', elements: ['on a couch'] }],
    ['a story to announce my stream, with a cat at a desk', { subject: 'cat', elements: ['at a desk'] }],
    ['make me a donate panel with a treasure chest', { subject: 'treasure chest' }],
  ])('"%s" is read as a person means it', (line, wanted) => {
    expect(play('youtube_thumbnail', [line])[0]).toMatchObject(wanted);
  });
});

describe('the spelling of a text', () => {
  it.each([
    ['the text "GG"', 'yes GG is right'],
    ['the text "GG"', 'GG is spelled right'],
    ['the text "GG"', "that's right: GG"],
    ['the text "GG"', 'yes, spelled exactly like that'],
    ['the text "GG"', 'correct, gg'],
    ['Titel "GG"', 'ja, GG stimmt so'],
    ['der Text ist "Neue Saison"', 'Ja, Neue Saison ist richtig geschrieben'],
    ['text: "Any% in 12:34"', 'yes, Any% in 12:34 is correct'],
  ])('is confirmed, for %s, by "%s", which is no part of the picture', (text, yes) => {
    const [, open, confirmed] = play('banner', ['a knight', text, yes]);
    expect(open?.displayTexts).toMatchObject([{ spellingConfirmed: false }]);
    expect(confirmed).toMatchObject({
      displayTexts: [{ spellingConfirmed: true }],
      elements: [],
      readiness: 'needs_confirmation',
    });
  });

  it.each(['GG is wrong', 'no, GG is not right', 'is GG right?'])('is not confirmed by "%s"', (line) => {
    const intents = play('banner', ['a knight', 'the text "GG"', line]);
    expect(intents.at(-1)?.displayTexts).toMatchObject([{ spellingConfirmed: false }]);
  });
});

describe('a later message', () => {
  it.each<readonly [string, Partial<Intent>]>([
    ['make it a bit darker', { subject: 'fox', elements: ['darker tones'] }],
    ['a knight would be cool', { subject: 'fox', elements: ['knight'] }],
    ['with a shocked but excited face', { subject: 'fox', emotion: 'shocked but excited', elements: [] }],
    ['add a hat but make it blue', { subject: 'blue fox', elements: ['hat'] }],
    ['all good', { subject: 'fox', elements: [], readiness: 'ready' }],
    ['done', { subject: 'fox', elements: [], readiness: 'ready' }],
  ])('"%s" changes only what it names', (line, wanted) => {
    expect(play('twitch_emote', ['a happy fox, cartoon', line]).at(-1)).toMatchObject(wanted);
  });

  it.each([
    ['etwas heller bitte', ['viel Licht']],
    ['ja gut', []],
  ])('"%s" is understood in German', (line, elements) => {
    expect(play('twitch_emote', ['ein Fuchs als Comic', line]).at(-1)?.elements).toEqual(elements);
  });
});
