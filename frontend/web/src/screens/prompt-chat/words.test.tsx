// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { problemResponse } from '../../../../testing/fake-product.ts';
import { say } from '../../../../testing/game-chat-page.ts';
import { openPrompt, sentTo } from '../../../../testing/prompt-chat-page.ts';
import { anIntent, aPromptSession, validationOf, WORDS } from '../../../../testing/prompt-fixtures.ts';
import { chunk, completed, started } from '../../../../testing/turn-fixtures.ts';

afterEach(cleanup);

const FIXED = WORDS[1].replace('detailed ', '');
const marksOf = (name: 'ins' | 'del') => [...document.querySelectorAll(name)].map(({ textContent }) => textContent);

describe('the words of a picture', () => {
  it('show what the newest version has changed, and the message that led to it', async () => {
    const { bench } = await openPrompt();

    await bench.findByText('You asked: “Keep the steam”');

    expect(marksOf('ins')).toEqual(['added: about to smile, steam rising, flat']);
    expect(marksOf('del')).toEqual(['removed: fluffy']);
  });

  it('can be looked at in an earlier version, and used again', async () => {
    const { bench, user, product } = await openPrompt();

    await user.click(await bench.findByRole('button', { name: 'Version 1' }));
    expect(marksOf('ins')).toEqual([]);
    await user.click(bench.getByRole('button', { name: 'Use these words again' }));

    expect(sentTo(product, 'drafts')).toMatchObject([{ baseVersion: 2, description: WORDS[0] }]);
    expect(await bench.findByRole('button', { name: 'Version 3', pressed: true })).toBeTruthy();
  });

  it('can be changed by the person, on top of the newest version', async () => {
    const { bench, user, product } = await openPrompt();
    await user.click(await bench.findByRole('button', { name: 'Change the words' }));
    const field = bench.getByRole('textbox', { name: 'The picture in words' });
    expect(field).toBe(document.activeElement);
    await user.clear(field);
    await user.type(field, 'A fox on the moon, smiling');

    await user.click(bench.getByRole('button', { name: 'Save' }));

    await bench.findByText('You wrote this version.');
    expect(sentTo(product, 'drafts')).toMatchObject([{ baseVersion: 2, description: 'A fox on the moon, smiling' }]);
  });

  it.each([
    ['predecessor_mismatch', /have changed in the meantime/],
    ['turn_in_progress', /Save when it is done/],
  ] as const)('stay in the field when saving them is refused with %s', async (code, words) => {
    const { bench, user, product } = await openPrompt({ refusal: problemResponse(code) });
    await user.click(await bench.findByRole('button', { name: 'Change the words' }));
    const field = bench.getByRole('textbox', { name: 'The picture in words' });
    await user.type(field, ', on the moon');

    await user.click(bench.getByRole('button', { name: 'Save' }));

    expect((await bench.findByRole('alert')).textContent).toMatch(words);
    expect((field as HTMLTextAreaElement).value).toBe(`${WORDS[1]}, on the moon`);
    await user.click(bench.getByRole('button', { name: 'Save' }));
    await bench.findByText('You wrote this version.');
    expect(sentTo(product, 'drafts')).toHaveLength(2);
  });
});

describe('what was found in the words', () => {
  it('is fixed in one press, as a new version', async () => {
    const { bench, user, product } = await openPrompt();
    await bench.findByText('“simple” and “detailed” pull in different directions.');

    await user.click(bench.getByRole('button', { name: 'Keep “simple”' }));

    expect(await bench.findByText('100 of 100')).toBeTruthy();
    expect(sentTo(product, 'drafts')).toMatchObject([{ baseVersion: 2, description: FIXED }]);
  });

  it('is never called ready when the answer withdraws what was announced', async () => {
    const intent = anIntent({ description: FIXED, readiness: 'ready' });
    const ready = { intent, draftVersion: 2, readiness: 'ready', confidence: 0.9, validation: validationOf(FIXED) };
    const prompt = aPromptSession({ intent, validation: validationOf(FIXED) });
    const { bench, user, product, turnAt } = await openPrompt({ prompt });
    expect(await bench.findByText('Ready to make')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Your message' }), 'Wait{Enter}');
    const turn = await turnAt(0);
    const turnId = String(turn.body['turnId']);
    const withdrawn = { ...intent, readiness: 'needs_confirmation' as const };
    product.prompt = { ...prompt, intent: withdrawn };

    await say(
      turn,
      started(turnId),
      chunk('What else?'),
      { type: 'intent_ready', isReady: true, confidence: 0.9, refinedDescription: FIXED, turn: 3 },
      completed('What else?', { ...ready, turnId, intent: withdrawn, readiness: 'needs_confirmation' }),
    );

    expect(await bench.findByText('Almost there: say that it’s right')).toBeTruthy();
    expect(bench.queryByText('Ready to make')).toBeNull();
  });

  it('is told in German', async () => {
    const { bench } = await openPrompt({}, { language: 'de' });

    expect(await bench.findByText('„simple“ und „detailed“ passen nicht zusammen.')).toBeTruthy();
    expect(bench.getByRole('button', { name: '„simple“ behalten' })).toBeTruthy();
  });
});
