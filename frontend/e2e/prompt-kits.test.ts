import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngFile } from '../testing/png.ts';
import { A_KIT } from '../testing/prompt-fixtures.ts';
import { tabTo } from './keyboard.ts';
import { checkScreens, type Screens } from './looks.ts';
import { answered, IDEA, sessionOf } from './prompt-visit.ts';
import { give } from './upload-visit.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const LOGO = pngFile('logo.png', 64, 64);

const uploadedLogo = ({ page }: Visit) => page.locator('[data-stage="uploaded"]');

describe('a brand kit', () => {
  it('is created with a logo from the form of a new picture, used and deleted, by keyboard alone', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    const { keyboard } = page;
    // From the start, because the browser closes the choice of files at once while nobody listens.
    page.on('filechooser', (chooser) => void chooser.setFiles([LOGO]));
    await enter(visitor, '/prompt-coach/new');
    await tabTo(page, 'What should it show?');
    await keyboard.type(IDEA);
    await tabTo(page, 'New brand kit');
    await keyboard.press('Enter');

    await tabTo(page, 'Name of the kit');
    await keyboard.type('Night stream');
    await tabTo(page, 'Add a color');
    await keyboard.press('Enter');
    await tabTo(page, 'Name');
    await keyboard.type('Lamp');
    await tabTo(page, 'Value');
    await keyboard.press('Control+A');
    await keyboard.type('#FFCC00');
    await tabTo(page, 'Choose a logo');
    await keyboard.press('Enter');
    await uploadedLogo(visitor).waitFor();
    await tabTo(page, 'Save kit');
    await keyboard.press('Enter');

    const words = page.getByRole('textbox', { name: 'What should it show?' });
    await expect.poll(() => words.inputValue()).toBe(IDEA);
    await expect.poll(() => page.getByRole('radio', { name: 'Night stream' }).isChecked()).toBe(true);
    const [kit] = product.promptCoach.kits;
    expect(kit).toMatchObject({ name: 'Night stream', colors: [{ hex: '#FFCC00', name: 'Lamp' }] });
    expect(kit?.logoKey).toMatch(/\.png$/);
    await tabTo(page, 'Start');
    await keyboard.press('Enter');
    await answered(visitor);
    expect(sessionOf(visitor).session.brand).toMatchObject({ kitName: 'Night stream' });

    await page.goto(`${product.url}/prompt-coach`);
    await tabTo(page, 'Brand kits');
    await keyboard.press('Enter');
    await tabTo(page, 'Delete Night stream');
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'Delete kit');
    await keyboard.press('Enter');
    await page.getByText(/^No kit yet/).waitFor();
    expect(product.promptCoach.kits).toEqual([]);
    const list = page.getByRole('list', { name: 'Brand kits', exact: true });
    await expect.poll(() => list.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(sessionOf(visitor).session.brand).toMatchObject({ kitName: 'Night stream' });
  });

  it('takes a logo by drop and by paste, and keeps the one before when a file is no picture', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    product.promptCoach.kits.push(A_KIT);
    await enter(visitor, '/prompt-coach/brand-kits');
    await page.getByRole('link', { name: 'Change My channel' }).click();
    await page.getByRole('textbox', { name: 'Name of the kit' }).waitFor();

    await give(page, 'drop', LOGO);
    await uploadedLogo(visitor).waitFor();
    await give(page, 'drop', { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
    await page.getByText(/^logo.svg: SVG drawings are not taken/).waitFor();
    await page.getByText('logo.png, ready').waitFor({ state: 'attached' });
    await give(page, 'paste', pngFile('other.png', 32, 32));
    await page.getByText('other.png, ready').waitFor({ state: 'attached' });

    expect(await uploadedLogo(visitor).count()).toBe(1);
    await page.getByRole('button', { name: 'Save kit' }).click();
    await page.getByRole('img', { name: 'Logo of My channel' }).waitFor();
    expect(product.promptCoach.kits).toHaveLength(1);
    expect(visitor.offences).toEqual([]);
  });

  it('keeps what was written in the form of a new picture for the browser’s way back', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    await enter(visitor, '/prompt-coach/new');
    await page.getByRole('textbox', { name: 'What should it show?' }).fill(IDEA);
    await page.getByRole('radio', { name: /^Badge/ }).check();
    await page.getByRole('link', { name: 'New brand kit' }).click();
    await page.getByRole('textbox', { name: 'Name of the kit' }).waitFor();

    await page.goBack();

    await expect.poll(() => page.getByRole('radio', { name: /^Badge/ }).isChecked()).toBe(true);
    expect(await page.getByRole('textbox', { name: 'What should it show?' }).inputValue()).toBe(IDEA);
  });
});

describe('the tips', () => {
  it('fill the form of a new picture on the free plan', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    product.gameCoach.tier = 'free';
    await enter(visitor, '/prompt-coach/tips');
    await page.getByRole('combobox', { name: 'What is it for?' }).selectOption({ label: 'Badge' });

    await page.getByRole('button', { name: 'Use these words: Reduce a badge to one icon' }).click();

    const words = page.getByRole('textbox', { name: 'What should it show?' });
    await expect.poll(() => words.inputValue()).toMatch(/^Single crown icon/);
    expect(await page.getByRole('radio', { name: /^Badge/ }).isChecked()).toBe(true);
  });

  it('are where a new picture leads when the free session is used', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    product.gameCoach.tier = 'free';
    product.promptCoach.isTrialUsed = true;
    await enter(visitor, '/prompt-coach/new');

    await page.getByRole('heading', { name: 'The whole prompt coach' }).waitFor();

    expect(new URL(page.url()).pathname).toBe('/prompt-coach/tips');
    expect(await page.getByRole('button', { name: /^Use these words/ }).count()).toBe(0);
  });
});

/** Ten colors with long names. */
const FULL_KIT = {
  ...A_KIT,
  brandKitId: 'full',
  name: 'Das Wohltätigkeitsstreamwochenende',
  colors: Array.from({ length: 10 }, (_, place) => ({
    hex: `#${place}${place}88aa`,
    name: `Nachthimmelblau ${place}`,
  })),
  fonts: { headline: 'Press Start 2P', body: 'Atkinson Hyperlegible' },
  logoUrl: 'https://a-long-name-of-a-host.example.com/logo.png',
};

const SCREENS: Screens = {
  'brand kits': async (visitor) => {
    visitor.product.promptCoach.kits.push(FULL_KIT, { ...A_KIT, colors: [] });
    await enter(visitor, '/prompt-coach/brand-kits');
    await visitor.page.getByRole('heading', { name: 'My channel' }).waitFor();
  },
  'no brand kit yet': async (visitor) => {
    await enter(visitor, '/prompt-coach/brand-kits');
    await visitor.page.getByText(/^No kit yet/).waitFor();
  },
  'form of a brand kit, with faults': async (visitor) => {
    const { page, product } = visitor;
    product.promptCoach.kits.push(FULL_KIT);
    await enter(visitor, '/prompt-coach/brand-kits/full');
    await page.getByRole('textbox', { name: 'Name of the kit' }).fill('');
    await page.getByRole('group', { name: 'Color 1', exact: true }).getByRole('textbox', { name: 'Name' }).fill('');
    await page.getByRole('textbox', { name: /^Address/ }).fill('http://');
    await page.setInputFiles('input[type=file]', [LOGO]);
    await uploadedLogo(visitor).waitFor();
    await page.getByRole('button', { name: 'Save kit' }).click();
    await page.getByText('Write an address that begins with https://.').waitFor();
  },
  'form of a new picture with brand kits': async (visitor) => {
    visitor.product.promptCoach.kits.push(FULL_KIT);
    await enter(visitor, '/prompt-coach/new');
    await visitor.page.getByRole('radio', { name: FULL_KIT.name }).check();
    await visitor.page.getByRole('link', { name: `Change ${FULL_KIT.name}` }).waitFor();
  },
  'tips of the free plan, with the plans': async (visitor) => {
    visitor.product.gameCoach.tier = 'free';
    await enter(visitor, '/prompt-coach/tips');
    await visitor.page.getByText('See Pro').click();
    await visitor.page.getByText(/^Plans are changed by/).waitFor();
  },
  'tips when the free session is used': async (visitor) => {
    visitor.product.gameCoach.tier = 'free';
    visitor.product.promptCoach.isTrialUsed = true;
    await enter(visitor, '/prompt-coach/tips');
    await visitor.page.getByText('That was your free session').waitFor();
  },
};

checkScreens(() => stage, SCREENS, {});
