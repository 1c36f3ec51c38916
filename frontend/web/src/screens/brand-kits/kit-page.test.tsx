// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrandKit } from '#contract/prompt-coach/brand';
import { problemResponse } from '../../../../testing/fake-product.ts';
import { createFakePromptCoach } from '../../../../testing/fake-prompt-coach.ts';
import { A_KIT } from '../../../../testing/prompt-fixtures.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { promptDraftState } from '../../app/prompt-start.ts';
import type { Language } from '../../i18n/language.ts';
import { BrandKits } from './brand-kits.tsx';
import { KitPage } from './kit-page.tsx';

beforeEach(() => window.history.replaceState(null, ''));
afterEach(cleanup);

async function open(brandKitId?: string, language: Language = 'en', kits: BrandKit[] = [A_KIT]) {
  const product = createFakePromptCoach({ kits });
  const page = await renderPage(createElement(KitPage, { brandKitId }), { fetch: product.fetch, language });
  return { ...page, product, user: userEvent.setup() };
}

const field = (name: string) => screen.findByRole('textbox', { name });
const save = () => screen.getByRole('button', { name: 'Save kit' });
const colorRow = (number: number) => within(screen.getByRole('group', { name: `Color ${number}` }));

describe('the form of a brand kit', () => {
  it('creates a kit without its empty fields, and leads to the list', async () => {
    const { user, product, history } = await open();
    await user.type(await field('Name of the kit'), ' Night stream ');
    await user.click(screen.getByRole('button', { name: 'Add a color' }));
    fireEvent.change(colorRow(1).getByLabelText('Pick the color'), { target: { value: '#ffcc00' } });
    await user.type(colorRow(1).getByRole('textbox', { name: 'Name' }), 'Lamp');
    await user.type(screen.getByRole('textbox', { name: 'Font of headlines' }), 'Bangers');

    await user.click(save());

    await waitFor(() => expect(history.at(-1)).toBe('/prompt-coach/brand-kits'));
    const [sent] = product.sent;
    expect(sent).toEqual({
      what: 'POST brand-kits',
      body: {
        name: 'Night stream',
        colors: [{ hex: '#FFCC00', name: 'Lamp' }],
        tone: 'professional',
        fonts: { headline: 'Bangers' },
      },
    });
  });

  it('replaces the whole kit and keeps what was not changed', async () => {
    const { user, product } = await open(A_KIT.brandKitId);
    const name = await field('Name of the kit');
    await user.clear(name);
    await user.type(name, 'Renamed');
    await user.click(screen.getByRole('button', { name: 'Remove color 2' }));

    await user.click(save());

    await waitFor(() => expect(product.kits[0]).toMatchObject({ name: 'Renamed', tone: 'warm' }));
    expect(product.kits[0]?.colors.map((color) => color.name)).toEqual(['Orange', 'Night']);
  });

  it('says at each field what is wrong, focuses the first, and sends nothing', async () => {
    const { user, product } = await open();
    await field('Name of the kit');
    await user.click(screen.getByRole('button', { name: 'Add a color' }));
    fireEvent.change(colorRow(1).getByRole('textbox', { name: 'Value' }), { target: { value: 'violet' } });
    await user.type(screen.getByRole('textbox', { name: /Address of a logo/ }), 'http://example.com/logo.png');

    await user.click(save());

    const name = await field('Name of the kit');
    expect(document.activeElement).toBe(name);
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Give the color a name of up to 50 characters.')).toBeDefined();
    expect(screen.getByText(/^Write # and six digits/)).toBeDefined();
    expect(screen.getByText('Write an address that begins with https://.')).toBeDefined();
    expect(product.sent).toEqual([]);
  });

  it('shows what the server refuses at its field, until the field is changed', async () => {
    const { user, product } = await open(A_KIT.brandKitId);
    const tone = await field('Tone');
    product.refusal = problemResponse('validation_failed', { details: { fields: [{ path: 'tone', message: 'no' }] } });

    await user.click(save());

    expect(await screen.findByText('Keep the tone to 50 characters.')).toBeDefined();
    expect(document.activeElement).toBe(tone);
    expect(screen.queryByRole('alert')).toBeNull();
    await user.type(tone, '!');
    expect(tone.getAttribute('aria-invalid')).toBe('false');
  });

  it('says it when the server does not take the logo, and saves no kit without it', async () => {
    const kit = { ...A_KIT, logoKey: 'user-uploads/me/logo.png' };
    const { user, product } = await open(kit.brandKitId, 'en', [kit]);
    await field('Name of the kit');
    product.refusal = problemResponse('validation_failed', {
      details: { fields: [{ path: 'logoKey', message: 'gone' }] },
    });

    await user.click(save());
    expect(await screen.findByText(/^This logo can’t be saved/)).toBeDefined();
    await user.click(save());

    expect(product.sent).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: /^Remove Picture/ }));
    await user.click(save());
    await waitFor(() => expect(product.kits[0]?.logoKey).toBeUndefined());
  });

  it('says what no field can say, and keeps the form', async () => {
    const { user, product } = await open();
    await user.type(await field('Name of the kit'), 'One more');
    product.refusal = problemResponse('validation_failed', { details: { limit: 'brandKits' } });

    await user.click(save());

    expect((await screen.findByRole('alert')).textContent).toContain('50');
    expect(await field('Name of the kit')).toHaveProperty('value', 'One more');
  });

  it('shows for black and for white text how it can be read on the color', async () => {
    const { user } = await open();
    await field('Name of the kit');
    await user.click(screen.getByRole('button', { name: 'Add a color' }));
    const value = colorRow(1).getByRole('textbox', { name: 'Value' });
    const facts = () =>
      colorRow(1)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent?.replace('Aa', ''));

    fireEvent.change(value, { target: { value: '#F08A4B' } });
    expect(facts()).toEqual(['Black text 8.4 : 1Readable', 'White text 2.4 : 1Hard to read']);

    fireEvent.change(value, { target: { value: '#777777' } });
    expect(facts()).toEqual(['Black text 4.6 : 1Readable', 'White text 4.4 : 1Large text only']);

    fireEvent.change(value, { target: { value: '#77' } });
    expect(colorRow(1).queryByRole('listitem')).toBeNull();
  });

  it('focuses an added color, and offers no more than ten', async () => {
    const { user } = await open();
    await field('Name of the kit');
    const add = screen.getByRole('button', { name: 'Add a color' });

    await user.click(add);
    expect(document.activeElement).toBe(colorRow(1).getByLabelText('Pick the color'));
    for (let count = 1; count < 10; count += 1) await user.click(add);

    expect(screen.queryByRole('button', { name: 'Add a color' })).toBeNull();
    expect(screen.getByText('A kit has room for 10 colors.')).toBeDefined();
  });

  it('leads back to the form of a new picture that opened it', async () => {
    window.history.replaceState(promptDraftState({ description: 'A sleepy fox', assetType: 'twitch_badge' }), '');
    const { user, history } = await open();
    expect(await screen.findByRole('link', { name: 'New picture' })).toBeDefined();
    await user.type(await field('Name of the kit'), 'Night stream');

    await user.click(save());

    await vi.waitFor(() => expect(history.at(-1)).toBe('/prompt-coach/new'));
  });

  it('says that a kit is not there', async () => {
    await open('gone');
    expect(await screen.findByText(/^We can’t find this kit/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Save kit' })).toBeNull();
  });

  it('speaks German', async () => {
    const { user } = await open(A_KIT.brandKitId, 'de');
    await field('Name der Marke');
    expect(screen.getAllByText('8,4 : 1')).toHaveLength(1);
    await user.clear(await field('Name der Marke'));
    await user.click(screen.getByRole('button', { name: 'Marke speichern' }));
    expect(screen.getByText('Gib der Marke einen Namen mit höchstens 100 Zeichen.')).toBeDefined();
  });
});

describe('the list of brand kits', () => {
  it('deletes a kit only after a question, and shows the list without it', async () => {
    const product = createFakePromptCoach({ kits: [A_KIT, { ...A_KIT, brandKitId: 'other', name: 'Other' }] });
    await renderPage(createElement(BrandKits), { fetch: product.fetch });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Delete Other' }));
    expect(product.kits).toHaveLength(2);
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' }));
    expect(product.asked.filter((call) => call.startsWith('DELETE'))).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Delete Other' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete kit' }));

    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Change Other' })).toBeNull());
    expect(product.kits.map(({ name }) => name)).toEqual(['My channel']);
    expect(screen.getByRole('heading', { name: 'Change My channel' })).toBeDefined();
  });
});
