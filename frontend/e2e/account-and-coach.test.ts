import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter, type Stage, setStage, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

describe('a finished coach', () => {
  it('renames and archives a coach and finds it again', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    const interview = product.add(10);
    interview.completedAt = Date.now() - 60_000;
    await enter(visitor, `/coaches/${interview.sessionId}`);
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Rowan');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Rowan', exact: true }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Rename');
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByText('Archived').waitFor();

    await page.getByRole('link', { name: 'Coachstream' }).click();
    await page.getByText('1 archived coach').click();

    await page.getByRole('link', { name: 'Meet Rowan' }).waitFor();
  });

  it('builds a coach again after a failure', async () => {
    await using visitor = await visit(stage, { product: { failsFirst: true } });
    const { page, product } = visitor;
    const interview = product.add(10);
    interview.completedAt = Date.now() - 60_000;
    await enter(visitor, `/coaches/${interview.sessionId}`);

    await page.getByRole('button', { name: 'Build again' }).click();

    await page.getByRole('heading', { level: 1, name: 'Steady Rowan' }).waitFor();
  });
});

describe('signing in', () => {
  it('signs in on the issuer’s page and survives a reload', async () => {
    await using visitor = await visit(stage);
    const { page, product, offences } = visitor;
    await page.goto(product.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'demo-free' }).click();

    await page.getByRole('button', { name: 'Start the interview' }).waitFor();

    expect(new URL(page.url()).search).toBe('');
    await page.reload();
    await page.getByRole('button', { name: 'Start the interview' }).waitFor();
    expect(offences).toEqual([]);
  });

  it('returns to the page before the sign-in and ends it by signing out', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    const { sessionId } = product.add(3);
    await page.goto(`${product.url}/interviews/${sessionId}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'demo-free' }).click();
    await page.getByText('Topic 4 of 10').waitFor();

    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();

    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('keeps the chosen language after a reload', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await page.goto(product.url);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');

    await page.getByRole('heading', { name: 'Ein Coach, der erst zugehört hat.' }).waitFor();
    await page.reload();

    await page.getByRole('heading', { name: 'Ein Coach, der erst zugehört hat.' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
  });
});
