import { A_KIT } from '../testing/prompt-fixtures.ts';
import { enter, type Visit } from './visit.ts';

export const IDEA = 'A fox that says good morning, sleepy but happy. With a cup.';

/** Begins a session for a picture of that type, and waits for the first answer. */
export async function beginPicture(visitor: Visit, type = 'Emote'): Promise<void> {
  const { page, product } = visitor;
  if (product.promptCoach.kits.length === 0) product.promptCoach.kits.push(A_KIT);
  await enter(visitor, '/prompt-coach/new');
  await page.getByRole('textbox', { name: 'What should it show?' }).fill(IDEA);
  await page.getByRole('radio', { name: new RegExp(`^${type}`) }).check();
  await page.getByRole('radio', { name: /^Cozy/ }).check();
  await page.getByRole('radio', { name: 'My channel' }).check();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await answered(visitor);
}

/** The answer is there, and the words that came with it. */
export async function answered({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Looks good' }).waitFor();
}

/** Sends a message by the composer. */
export async function tell({ page }: Visit, message: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your message' }).fill(message);
  await page.keyboard.press('Enter');
}

/** A part of the session: beside the thread, or on a phone behind a tab. */
export async function show({ page }: Visit, view: 'Talk' | 'Words' | 'Pictures'): Promise<void> {
  const tab = page.getByRole('button', { name: new RegExp(`^${view}( \\(changed\\))?$`) });
  if (await tab.isVisible()) await tab.click();
}

/** Makes pictures of the newest words, and waits for them. */
export async function makePictures(visitor: Visit, count: 1 | 2 | 3 = 1): Promise<void> {
  const { page } = visitor;
  await show(visitor, 'Pictures');
  const bench = page.getByRole('complementary');
  await bench.getByRole('radio', { name: String(count), exact: true }).check();
  await bench.getByRole('button', { name: `Make ${count} picture${count > 1 ? 's' : ''}` }).click();
  await bench.getByRole('heading', { name: count > 1 ? `${count} to choose from` : 'Your picture' }).waitFor();
}

/** The first session, as the server has it; a test may change it. */
export function sessionOf({ product }: Visit) {
  const [first] = product.promptCoach.sessions;
  if (!first) throw new Error('no session has begun');
  return first;
}
