import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkScreens, moving, type Screens } from './looks.ts';
import { beginPicture, makePictures, sessionOf, show, tell } from './prompt-visit.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** Shows the session as if the server had changed it. */
async function changed(visitor: Visit, more: Partial<ReturnType<typeof sessionOf>['session']>): Promise<void> {
  const scripted = sessionOf(visitor);
  scripted.session = { ...scripted.session, ...more };
  await visitor.page.reload();
}

const pictureOf =
  (type: string): Screens[string] =>
  async (visitor) => {
    await beginPicture(visitor, type);
    await makePictures(visitor);
    await visitor.page.getByRole('region', { name: 'As it is seen' }).waitFor();
  };

/** Every screen of the prompt coach, and how one gets there. */
const SCREENS: Screens = {
  'prompt coach': async (visitor) => {
    await beginPicture(visitor);
    await enter(visitor, '/prompt-coach');
    await visitor.page.getByRole('heading', { name: 'Your sessions' }).waitFor();
  },
  'prompt coach of somebody new, on the free plan': async (visitor) => {
    visitor.product.gameCoach.tier = 'free';
    await enter(visitor, '/prompt-coach');
    await visitor.page.getByText('One free session').waitFor();
  },
  'free session used': async (visitor) => {
    visitor.product.gameCoach.tier = 'free';
    visitor.product.promptCoach.isTrialUsed = true;
    await enter(visitor, '/prompt-coach');
    await visitor.page.getByRole('heading', { name: 'That was your free session' }).waitFor();
  },
  'form, with a fault and everything unfolded': async (visitor) => {
    await enter(visitor, '/prompt-coach/new');
    await visitor.page.getByRole('radio', { name: /^My own words/ }).check();
    await visitor.page.getByText('How the coach talks to you').click();
    await visitor.page.getByRole('button', { name: 'Start', exact: true }).click();
    await visitor.page.getByText('A few more letters, please.').waitFor();
  },
  'session, the last minutes': async (visitor) => {
    await beginPicture(visitor);
    await changed(visitor, { expiresAt: inMinutes(4) });
    await visitor.page.getByRole('button', { name: 'Extend' }).waitFor();
  },
  'session, the very last minutes, with sources': async (visitor) => {
    visitor.product.promptCoach.search = {
      query: 'fortnite season 2026',
      results: [{ title: 'Season 9: Frost and fire', snippet: '', url: 'https://example.com/a' }],
      foundAt: inMinutes(0),
    };
    await beginPicture(visitor);
    await changed(visitor, { expiresAt: inMinutes(1.9) });
    await visitor.page.getByText('Looked up').click();
    await visitor.page.getByRole('list', { name: 'Sources' }).waitFor();
  },
  'session without a turn left': async (visitor) => {
    await beginPicture(visitor);
    await changed(visitor, { turnsRemaining: 0 });
    await visitor.page.getByText('All turns of this session').waitFor();
  },
};

/** Screens that open differently by width, or that do not last. */
const SCREENS_BY_WIDTH: Screens = {
  'words with changes and a warning': async (visitor) => {
    await beginPicture(visitor);
    await tell(visitor, 'Keep the steam');
    await show(visitor, 'Words');
    await visitor.page.getByRole('button', { name: 'Version 2' }).waitFor();
    await visitor.page.getByRole('button', { name: 'Change the words' }).click();
    await visitor.page.getByRole('textbox', { name: 'The picture in words' }).fill('x'.repeat(601));
  },
  'pictures to choose from, one of which failed': async (visitor) => {
    await beginPicture(visitor);
    visitor.product.promptCoach.failing = [2];
    await show(visitor, 'Pictures');
    await visitor.page.getByRole('radio', { name: '3', exact: true }).check();
    await visitor.page.getByRole('button', { name: 'Make 3 pictures' }).click();
    await visitor.page.getByText('not counted').waitFor();
  },
  'pictures that are being made': async (visitor) => {
    visitor.product.promptCoach.pictureMs = 60_000;
    await beginPicture(visitor);
    await show(visitor, 'Pictures');
    await visitor.page.getByRole('button', { name: 'Make 1 picture' }).click();
    await visitor.page.getByText('0 of 1 ready').waitFor();
  },
  'picture in a dialog': async (visitor) => {
    await beginPicture(visitor);
    await makePictures(visitor);
    await visitor.page.getByRole('button', { name: 'View larger' }).click();
    await visitor.page.getByRole('dialog').waitFor();
  },
  'no pictures left': async (visitor) => {
    visitor.product.promptCoach.usedPictures = 50;
    await beginPicture(visitor);
    await show(visitor, 'Pictures');
    await visitor.page.getByRole('heading', { name: 'No pictures left this month' }).waitFor();
  },
  badge: pictureOf('Badge'),
  'video thumbnail': pictureOf('YouTube thumbnail'),
  'channel banner': pictureOf('Channel banner'),
  story: pictureOf('TikTok story'),
  overlay: pictureOf('Stream overlay'),
};

checkScreens(() => stage, SCREENS, SCREENS_BY_WIDTH);

it('animates nothing while pictures are made with reduced motion', async () => {
  await using visitor = await visit(stage, { reducedMotion: 'reduce' });
  visitor.product.promptCoach.pictureMs = 60_000;
  await beginPicture(visitor);
  await visitor.page.getByRole('button', { name: 'Make 1 picture' }).click();
  await visitor.page.getByText('0 of 1 ready').waitFor();

  expect(await moving(visitor.page)).toEqual([]);
});
