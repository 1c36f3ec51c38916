import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationAt, settleIn } from './game-visit.ts';
import { answersOf, composerOf, openChat, sendOf } from './session-visit.ts';
import { type Stage, setStage, signIn, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const TEXT = 'Why do I whiff?\nEvery time.';

const startChat = ({ page }: Visit) => page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();

/** Signs in as demo-pro by hand, so that the tokens are not put back with every load. */
async function openChatSignedIn(visitor: Visit): Promise<void> {
  const { page, product } = visitor;
  settleIn(product.gameCoach);
  await signIn(page, product.url);
  await page.goto(`${product.url}${conversationAt(2)}`);
  await composerOf(visitor).waitFor();
}

async function signInAgain(page: Page, account: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: account }).click();
}

/** The access token has expired, and the issuer refuses to renew it. */
async function loseSignIn({ page, product }: Visit): Promise<void> {
  product.issuer.revoke();
  await page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('oidc.user:')) ?? '';
    const user = { ...JSON.parse(sessionStorage.getItem(key) ?? '{}'), expires_at: 1 };
    sessionStorage.setItem(key, JSON.stringify(user));
  });
}

const kept = (page: Page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

it('keeps what was written over navigation and a reload', async () => {
  await using visitor = await visit(stage);
  const { page } = visitor;
  await openChat(visitor);
  await composerOf(visitor).fill(TEXT);

  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goBack();
  await expect.poll(() => composerOf(visitor).inputValue()).toBe(TEXT);
  await page.reload();

  await expect.poll(() => composerOf(visitor).inputValue()).toBe(TEXT);
});

describe('a sign-in that cannot be renewed', () => {
  it('keeps the text of a message for the same conversation and sends nothing by itself', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await openChatSignedIn(visitor);
    await composerOf(visitor).fill(TEXT);
    await loseSignIn(visitor);
    await sendOf(visitor).click();
    await page.getByText('Your sign-in has expired').waitFor();

    await signInAgain(page, 'demo-pro');

    await expect.poll(() => composerOf(visitor).inputValue()).toBe(TEXT);
    expect(new URL(page.url()).pathname).toBe(conversationAt(2));
    expect(product.posted).toEqual([]);
    await sendOf(visitor).click();
    await answersOf(visitor).nth(2).waitFor();
    expect(product.posted).toMatchObject([{ message: TEXT }]);
  });

  it('keeps the first message of a new conversation', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await signIn(page, product.url);
    await page.goto(`${product.url}/game-coach`);
    await startChat(visitor);
    await composerOf(visitor).fill(TEXT);
    await loseSignIn(visitor);
    await sendOf(visitor).click();

    await signInAgain(page, 'demo-pro');

    await expect.poll(() => composerOf(visitor).inputValue()).toBe(TEXT);
    expect(product.posted).toEqual([]);
  });
});

describe('another person at the same browser', () => {
  it.each(['signed out', 'lost the sign-in', 'lost it in a new conversation'])(
    'sees nothing of a person who %s',
    async (how) => {
      await using visitor = await visit(stage);
      const { page, product } = visitor;
      await openChatSignedIn(visitor);
      if (how === 'lost it in a new conversation') {
        await page.getByRole('button', { name: 'New conversation' }).click();
        await page.waitForURL((url) => url.pathname !== conversationAt(2));
      }
      await composerOf(visitor).fill(TEXT);
      await expect.poll(() => kept(page)).toContain('whiff');
      if (how === 'signed out') {
        await page.getByRole('button', { name: 'Account' }).click();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        expect(await kept(page)).not.toMatch(/whiff|demo-pro/);
      } else {
        await loseSignIn(visitor);
        await sendOf(visitor).click();
        await page.getByText('Your sign-in has expired').waitFor();
      }
      product.gameCoach.chats.length = 0;

      await signInAgain(page, 'demo-free');
      await page.getByRole('heading', { name: 'We can’t find this conversation' }).waitFor();

      expect(await page.locator('body').textContent()).not.toMatch(/whiff|How did my last games go/);
      expect(await kept(page)).not.toMatch(/whiff|demo-pro/);
    },
  );
});
