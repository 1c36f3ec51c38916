// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { Note } from '#contract/games';
import { createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { Notes } from './notes.tsx';

afterEach(cleanup);

async function openPage(product = createFakeGameCoach()) {
  await renderPage(<Notes />, { fetch: product.fetch });
  await screen.findByText(/^No notes yet\./);
  return { product, user: userEvent.setup(), field: screen.getByRole('textbox', { name: 'Note' }) };
}

it('adds a note, shows it, and clears the field for the next', async () => {
  const { product, user, field } = await openPage();

  await user.type(field, ' Take small pads on the way back. ');
  await user.click(screen.getByRole('radio', { name: 'Weakness' }));
  await user.click(screen.getByRole('button', { name: 'Add' }));

  expect(await screen.findByText('Take small pads on the way back.')).toBeDefined();
  expect(product.posted).toEqual([{ content: 'Take small pads on the way back.', category: 'weakness' }]);
  await waitFor(() => expect(field).toHaveProperty('value', ''));
  expect(document.activeElement).toBe(field);
});

it('counts code points of a note and refuses more than 2,000, or nothing to see', async () => {
  const { field, product, user } = await openPage();

  fireEvent.change(field, { target: { value: '👟'.repeat(1_900) } });
  expect(screen.getByText('100 characters left')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Add' })).toHaveProperty('disabled', false);
  fireEvent.change(field, { target: { value: '\u200b' } });
  expect(screen.getByRole('button', { name: 'Add' })).toHaveProperty('disabled', true);
  fireEvent.change(field, { target: { value: '👟'.repeat(2_001) } });
  await user.click(screen.getByRole('button', { name: 'Add' }));

  expect(screen.getByText('1 character too long')).toBeDefined();
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(product.posted).toEqual([]);
});

it('shows the type of each note, and deletes the one whose button was pressed', async () => {
  const note = (noteId: string, category: Note['category'], day: number): Note => ({
    noteId,
    category,
    content: `About ${noteId}`,
    createdAt: new Date(2020, 10, day, 18, 0).toISOString(),
  });
  const product = createFakeGameCoach({ notes: [note('n1', 'goal', 20), note('n2', 'weakness', 19)] });
  const { container } = await renderPage(<Notes />, { fetch: product.fetch });
  await screen.findByText('About n2');
  const types = [...container.querySelectorAll('li header strong')].map(({ textContent }) => textContent);
  expect(types).toEqual(['Goal', 'Weakness']);
  const user = userEvent.setup();

  await user.click(screen.getByRole('button', { name: /^Delete note from Nov 19, 2020/ }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));

  await waitFor(() => expect(product.asked).toContain('DELETE /coach/notes/n2'));
  expect(product.asked).not.toContain('DELETE /coach/notes/n1');
});
