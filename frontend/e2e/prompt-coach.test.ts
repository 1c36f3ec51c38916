import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { A_KIT, WORDS } from '../testing/prompt-fixtures.ts';
import { tabTo } from './keyboard.ts';
import { answered, beginPicture, IDEA, makePictures, sessionOf, tell } from './prompt-visit.ts';
import { enter, findings, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const hasFocus = ({ page }: Visit, name: string) =>
  page.getByRole('textbox', { name }).evaluate((field) => field === document.activeElement);
const answers = ({ page }: Visit) => page.locator('li[data-role="assistant"]');
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('the prompt coach', () => {
  it('leads from the form to a downloaded picture by keyboard alone', async () => {
    await using visitor = await visit(stage);
    const { page, product, offences } = visitor;
    product.promptCoach.kits.push(A_KIT);
    await enter(visitor, '/');
    await tabTo(page, 'Open prompt coach');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What do you need a picture of?' }).waitFor();
    await tabTo(page, 'New picture');
    await page.keyboard.press('Enter');
    await tabTo(page, 'What should it show?');
    await page.keyboard.type(IDEA);
    // The first type is chosen; an arrow takes the next one.
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'Start');
    await page.keyboard.press('Enter');
    await answered(visitor);
    expect(product.posted[0]).toMatchObject({ description: IDEA, assetType: 'twitch_badge', mood: 'hype' });
    expect(sessionOf(visitor).session.sessionId).toBe(product.posted[0]?.['turnId']);
    expect(await hasFocus(visitor, 'Your message')).toBe(true);

    await page.keyboard.type('Looks good');
    await page.keyboard.press('Enter');
    await page.getByText('It’s ready when you are.').first().waitFor();
    await page.getByRole('heading', { name: 'Ready, with 1 suggestion' }).waitFor();
    await tabTo(page, 'Keep “simple”');
    await page.keyboard.press('Enter');
    await page.getByText('100 of 100').first().waitFor();
    await tabTo(page, 'Make 1 picture');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your picture' }).waitFor();

    const pack = page.waitForEvent('download');
    await tabTo(page, 'Download, 3 sizes');
    await page.keyboard.press('Enter');
    expect((await pack).suggestedFilename()).toMatch(/\.zip$/);
    await tabTo(page, 'View larger');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    const single = page.waitForEvent('download');
    await tabTo(page, 'Download');
    await page.keyboard.press('Enter');
    expect((await single).suggestedFilename()).toBe('a-sleepy-happy-orange-fox-holding-a-teal-72x72.png');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(offences).toEqual([]);
  });

  it('shows the same words, pictures and messages after a reload', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    await beginPicture(visitor);
    await tell(visitor, 'Keep the steam. Less detail in the fur.');
    await page.getByRole('button', { name: 'Version 2' }).waitFor();
    await makePictures(visitor, 3);
    const seen = () =>
      Promise.all([
        page.locator('ins').allTextContents(),
        page.getByRole('list', { name: 'Pictures to choose from' }).locator('img').count(),
        answers(visitor).allTextContents(),
      ]);
    const live = await seen();

    await page.reload();
    await page.getByRole('heading', { name: '3 to choose from' }).waitFor();

    expect(await seen()).toEqual(live);
    expect(live[1]).toBe(3);
  });

  it('resumes the first answer after a reload, with one turn', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 40 } });
    const { page, product } = visitor;
    await enter(visitor, '/prompt-coach/new');
    await page.getByRole('textbox', { name: 'What should it show?' }).fill(IDEA);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('I see a fox').waitFor();

    await page.reload();

    await answered(visitor);
    expect(new Set(product.posted.map(({ turnId }) => turnId)).size).toBe(1);
    expect(product.promptCoach.sessions).toHaveLength(1);
    expect(await page.locator('li[data-role]').count()).toBe(2);
  });

  it('keeps the words of a first message that is refused, and sends them with their start fields again', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    product.next({ refuse: 'rate_limited', retryAfter: 60 });
    await enter(visitor, '/prompt-coach/new');
    await page.getByRole('textbox', { name: 'What should it show?' }).fill(IDEA);
    await page.getByRole('radio', { name: /^Badge/ }).check();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('alert').waitFor();
    const message = page.getByRole('textbox', { name: 'Your message' });
    await expect.poll(() => message.inputValue()).toBe(IDEA);

    await page.reload();
    await expect.poll(() => message.inputValue()).toBe(IDEA);
    await message.press('Enter');

    await answered(visitor);
    expect(product.posted.at(-1)).toMatchObject({ description: IDEA, assetType: 'twitch_badge' });
  });

  it('stops an answer with Esc and keeps what was said', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await beginPicture(visitor);
    product.next({ silentAfter: 'Steam stays' });
    await tell(visitor, 'Bigger eyes');
    await page.getByText('Steam stays').waitFor();

    await page.keyboard.press('Escape');

    await page.getByText('Stopped here').waitFor();
    expect(sessionOf(visitor).session.drafts).toHaveLength(1);
    expect(await hasFocus(visitor, 'Your message')).toBe(true);
  });

  it('is extended in one press, and gives the focus back to the composer', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    await beginPicture(visitor);
    const scripted = sessionOf(visitor);
    scripted.session = { ...scripted.session, expiresAt: inMinutes(1.5) };
    await page.reload();

    await page.getByRole('button', { name: 'Extend' }).click();

    await expect.poll(() => page.getByRole('button', { name: 'Extend' }).count()).toBe(0);
    expect(Date.parse(sessionOf(visitor).session.expiresAt ?? '')).toBeGreaterThan(Date.now() + 25 * 60_000);
    expect(await hasFocus(visitor, 'Your message')).toBe(true);
  });

  it('is renamed, ended and started again with its words', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    await beginPicture(visitor);
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name of this session' }).fill('Morning fox');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Morning fox' }).waitFor();

    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('button', { name: 'End session' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End session' }).last().click();
    await page.getByText('This session has ended.').waitFor();
    await makePictures(visitor);
    await page.getByRole('button', { name: 'Start again with these words' }).click();

    await expect.poll(() => page.getByRole('textbox', { name: 'What should it show?' }).inputValue()).toBe(WORDS[0]);
    expect(await page.getByRole('radio', { name: /^Cozy/ }).isChecked()).toBe(true);
  });

  it('gives a free person one session, and then shows the plans', async () => {
    await using visitor = await visit(stage, { product: { tier: 'free' } });
    const { page, product } = visitor;
    product.promptCoach.usedPictures = 2;
    await enter(visitor, '/prompt-coach/new');
    await page.getByText('One free session').waitFor();
    await beginPicture(visitor);
    await page.getByText('1 left this month').waitFor();
    await page.getByRole('button', { name: 'Make 1 picture' }).click();
    await page.getByRole('heading', { name: 'No pictures left this month' }).waitFor();

    await enter(visitor, '/prompt-coach');

    await page.getByRole('heading', { name: 'That was your free session' }).waitFor();
    await page
      .getByRole('main')
      .getByRole('link', { name: new RegExp(`^${IDEA.slice(0, 20)}`) })
      .waitFor();
    expect(await page.getByRole('main').getByRole('link', { name: 'New picture' }).count()).toBe(0);
  });
});

it('sends no request to a foreign host while a session shows hostile text', async () => {
  await using visitor = await visit(stage);
  const { page, product, offences } = visitor;
  const hostile = '<img src=https://evil.example/x.png onerror=alert(1)> ![x](https://evil.example/y.png)';
  product.promptCoach.search = {
    query: hostile,
    results: [{ title: hostile, snippet: '', url: 'https://evil.example/page' }],
    foundAt: inMinutes(0),
  };
  await beginPicture(visitor);
  await tell(visitor, hostile);
  await page.getByRole('button', { name: 'Version 2' }).waitFor();
  await tell(visitor, hostile);
  await page.getByRole('button', { name: 'Version 3' }).waitFor();
  await page.getByText('Looked up').click();
  await page.getByRole('list', { name: 'Sources' }).waitFor();
  await page.waitForLoadState('networkidle');

  expect(await page.locator('img').count()).toBe(0);
  expect(offences).toEqual([]);
});

it('speaks German from the form to the picture', async () => {
  await using visitor = await visit(stage, { locale: 'de-DE' });
  const { page, product } = visitor;
  await enter(visitor, '/prompt-coach/new');
  await page.getByRole('textbox', { name: 'Was soll zu sehen sein?' }).fill('Ein müder Fuchs mit einer Tasse');
  await page.getByRole('radio', { name: /^Gemütlich/ }).check();
  await page.getByRole('button', { name: 'Loslegen' }).click();
  await page.getByRole('button', { name: 'Passt so' }).click();
  await page.getByRole('heading', { name: 'Bereit, mit 1 Vorschlag' }).waitFor();
  expect(product.posted.at(-1)).toMatchObject({ message: 'Passt so' });
  await page.getByRole('button', { name: '1 Bild erstellen' }).click();
  await page.getByRole('button', { name: 'Herunterladen, 3 Größen' }).waitFor();

  expect(await findings(page)).toEqual([]);
  // What the scripted coach says is English, and is no text of the app.
  const own = page.locator('aside h3, aside button, header, [aria-label="Vorschläge"]');
  expect((await own.allTextContents()).join(' ')).not.toMatch(/\b(the|your|picture|words|left|make)\b/i);
});
