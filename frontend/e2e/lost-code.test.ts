import { afterAll, beforeAll, expect, it } from 'vitest';
import { enter, type Stage, setStage, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const NOT_LOADED = 'This page could not be loaded. It appears as soon as there is a connection.';

it('shows a page that was opened offline as soon as the device is online', async () => {
  await using visitor = await visit(stage);
  const { page } = visitor;
  await enter(visitor, '/');
  await page.getByRole('heading', { level: 1, name: 'Let’s build your coach.' }).waitFor();
  await page.context().setOffline(true);

  await page.getByRole('link', { name: 'Game coach', exact: false }).first().click();
  await page.getByRole('heading', { name: NOT_LOADED }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByRole('heading', { name: NOT_LOADED }).waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { level: 1, name: 'Let’s build your coach.' }).waitFor();
  await page.getByRole('link', { name: 'Game coach', exact: false }).first().click();
  await page.context().setOffline(false);

  await page.getByRole('heading', { name: 'What should we look at?' }).waitFor();
  await page.getByText('Your conversations').first().waitFor();
  expect(await page.getByText('could not be loaded').count()).toBe(0);
  expect(visitor.offences).toEqual([]);
});

it('reloads the page once when a deployment has removed its code', async () => {
  await using visitor = await visit(stage);
  const { page } = visitor;
  await enter(visitor, '/');
  await page.getByRole('heading', { level: 1, name: 'Let’s build your coach.' }).waitFor();
  let reloads = 0;
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) reloads += 1;
  });
  await page.route(/\/assets\/game-home-[^/]*\.js$/, (route) => route.fulfill({ status: 404 }));
  const reloaded = page.waitForEvent('load');
  await page.getByRole('link', { name: 'Game coach', exact: false }).first().click();
  await reloaded;
  await page.getByRole('heading', { name: NOT_LOADED }).waitFor();
  // The click on the link is a navigation of the page, too.
  expect(reloads).toBe(2);

  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByRole('heading', { name: 'What should we look at?' }).waitFor();
});
