import { describe, expect, it } from 'vitest';
import { createSession, type SessionSetting } from './prompt-session-fixtures.ts';

const play = (setting: SessionSetting, lines: readonly string[]) => {
  const session = createSession(setting);
  return lines.map((line) => session.say(line));
};

const EMOTE = { assetType: 'twitch_emote', mood: 'hype' };

describe('changes', () => {
  it.each([
    ['make it blue', { subject: 'blue fox' }],
    ['the sword should be blue', { action: 'holding a blue sword' }],
    ['actually a cat instead', { subject: 'cat' }],
    ['turn the fox into a wolf', { subject: 'red wolf' }],
    ['make it sleepy', { emotion: 'sleepy' }],
    ['less detail in the fur', { elements: ['hat', 'fur with little detail'] }],
    ['can you make the background darker?', { elements: ['hat', 'dark background'] }],
    ['I would like the fox to wave', { action: 'waving' }],
    ['change the style to watercolor', { style: 'watercolor' }],
    ['no hat', { elements: [] }],
    ['put it in the middle, close-up', { composition: 'in the middle, close-up' }],
  ])('understands "%s" and keeps everything else', (line, changed) => {
    const session = createSession(EMOTE);
    const { intent: before } = session.say('a red fox holding a sword with a hat, pixel art');
    const { intent } = session.say(line);

    const { description: _, readiness: __, confidence: ___, ...same } = before;
    expect(intent).toMatchObject({ ...same, ...changed });
  });

  it.each([
    ['mach ihn wütend', { emotion: 'wütend' }],
    ['der Fuchs soll eine Krone tragen', { action: 'trägt eine Krone' }],
    ['statt des Fuchses lieber eine Katze', { subject: 'Katze' }],
    ['weniger Details im Fell', { elements: ['Hut', 'Fell mit wenig Details'] }],
    ['kannst du den Hintergrund dunkler machen?', { elements: ['Hut', 'dunkler Hintergrund'] }],
    ['nimm den Hut weg', { elements: [] }],
    ['füge noch ein paar Sterne hinzu', { elements: ['Hut', 'Sterne'] }],
  ])('understands "%s" in German', (line, changed) => {
    const session = createSession(EMOTE);
    session.say('Ein Fuchs mit Hut in Pixelkunst, er winkt');

    expect(session.say(line).intent).toMatchObject({ style: 'Pixelkunst', ...changed });
  });

  it('take readiness back, and a further yes brings it again', () => {
    const readiness = play(EMOTE, ['a happy fox', 'looks good', 'add a crown', 'looks good']).map(
      ({ intent }) => intent.readiness,
    );

    expect(readiness).toEqual(['needs_confirmation', 'ready', 'needs_confirmation', 'ready']);
  });

  it('leave a description that the person edited in their own words', () => {
    const session = createSession({ assetType: 'twitch_badge', mood: 'chill' });
    session.say('a skull with flames, pixel art');
    session.edit('A grinning skull with flames and roses, as a tattoo artist would draw it.');

    expect(session.say('remove the flames').intent.description).toBe(
      'A grinning skull with roses, as a tattoo artist would draw it.',
    );
    expect(session.say('looks good').input.description).toBe(session.intent().description);
  });
});

describe('texts', () => {
  it('are confirmed by a yes of a later turn, never at once', () => {
    const texts = play({ assetType: 'banner', mood: 'hype' }, ['a knight saying "GG EZ"', 'yes']).map(
      ({ intent }) => intent.displayTexts,
    );

    expect(texts).toEqual([
      [{ text: 'GG EZ', spellingConfirmed: false }],
      [{ text: 'GG EZ', spellingConfirmed: true }],
    ]);
  });

  it('are found without quotation marks after a word that introduces them', () => {
    const [first] = play({ assetType: 'banner', mood: 'hype' }, ['a cabin in the snow with the text Welcome Home']);

    expect(first?.intent).toMatchObject({ subject: 'cabin', displayTexts: [{ text: 'Welcome Home' }] });
  });

  it('disappear when the person wants none, and are not asked for again', () => {
    const answers = play({ assetType: 'banner', mood: 'hype' }, ['a knight saying "GG"', 'without text', 'looks good']);

    expect(answers.map(({ intent }) => intent.displayTexts.length)).toEqual([1, 0, 0]);
    expect(answers.at(-1)?.intent.readiness).toBe('ready');
  });

  it('keep an intent from being ready until their spelling is confirmed', () => {
    const answers = play({ assetType: 'banner', mood: 'hype' }, [
      'a knight',
      'the text "GG"',
      'add "WP"',
      'looks good',
    ]);

    expect(answers.map(({ intent }) => intent.readiness)).toEqual([
      'not_ready',
      'needs_confirmation',
      'needs_confirmation',
      'ready',
    ]);
  });
});
