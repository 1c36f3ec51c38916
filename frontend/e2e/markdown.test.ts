import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_MARKDOWN } from '../testing/hostile-markdown.ts';
import { MARKDOWN_ANSWER } from '../testing/markdown-answer.ts';
import { firstSights } from './first-sights.ts';
import { ask, settleIn } from './game-visit.ts';
import { expectGoodLooks, lookingAt, WIDTHS } from './looks.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const isDone = ({ page }: Visit) => page.getByRole('button', { name: 'Send', exact: true }).waitFor();
const answerOf = ({ page }: Visit) => page.locator('li[data-role="assistant"]').last();

/** Asks a question that the coach answers with `answer`. */
async function hear(visitor: Visit, answer: string, question = 'How am I doing?'): Promise<void> {
  settleIn(visitor.product.gameCoach);
  visitor.product.gameCoach.answer = answer;
  await enter(visitor, '/game-coach');
  await visitor.page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
  await ask(visitor, question);
}

describe('an answer in Markdown', () => {
  it('has no axe finding, overflow or small target in either theme at any width', async () => {
    await using visitor = await visit(stage, { ...lookingAt(320), product: { wordMs: 2 } });
    await hear(visitor, MARKDOWN_ANSWER);
    await isDone(visitor);
    const answer = answerOf(visitor);

    await answer.getByRole('heading', { name: 'Where you stand' }).waitFor();
    expect(await answer.getByRole('listitem').filter({ hasText: 'Wednesday' }).count()).toBe(1);
    expect(await answer.getByRole('cell', { name: '+0.85' }).count()).toBe(1);
    const code = answer.getByRole('figure', { name: 'Code' });
    expect(await code.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeGreaterThan(100);
    await expectGoodLooks(visitor, WIDTHS);
  });

  it('renders Markdown while it streams as after a reload', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 15 } });
    await hear(visitor, MARKDOWN_ANSWER);
    const sights = await firstSights(visitor.page, { 'growing table': '[aria-busy="true"] table' });
    const answer = answerOf(visitor);

    await answer.getByRole('cell', { name: 'Goals a game' }).waitFor();
    expect(await answer.textContent()).not.toContain('**');
    await isDone(visitor);
    expect(await sights()).toEqual([['growing table']]);
    const drawn = await answer.locator('[data-growing]').last().innerHTML();
    await visitor.page.reload();
    await answer.getByRole('cell', { name: 'Goals a game' }).waitFor();
    expect(await answer.locator('[data-growing]').last().innerHTML()).toBe(drawn);
  });

  it('shows an answer as text when the Markdown parser cannot be loaded', async () => {
    await using visitor = await visit(stage);
    await visitor.page.route('**/markdown-*.js', (route) => route.abort());
    await hear(visitor, MARKDOWN_ANSWER);
    await isDone(visitor);

    const text = await answerOf(visitor).textContent();
    for (const paragraph of MARKDOWN_ANSWER.split('\n\n')) expect(text).toContain(paragraph);
    expect(visitor.offences).toEqual([]);
  });
});

describe('an answer on a phone', () => {
  const PHONE = { viewport: { width: 320, height: 640 }, product: { wordMs: 1 } } as const;

  it('scrolls a wide table instead of squeezing a column to a word', async () => {
    await using visitor = await visit(stage, PHONE);
    const row = '| Kickoffs | Go for the ball at once, every time | You wait too long | Train it on Monday |';
    await hear(visitor, `| What | How it should be | How it is | What to do |\n|---|---|---|---|\n${row}`);
    await isDone(visitor);
    const table = answerOf(visitor).getByRole('figure', { name: 'Table' });

    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeGreaterThan(100);
    const lines = await table
      .getByRole('cell')
      .evaluateAll((cells) =>
        cells.map((cell) => cell.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(cell).lineHeight)),
      );
    expect(Math.max(...lines)).toBeLessThan(4);
    await expectGoodLooks(visitor, [320]);
  });

  it('keeps the direction of each paragraph', async () => {
    await using visitor = await visit(stage, PHONE);
    await hear(visitor, 'Hello there, ready?\n\nשלום לך!\n\n- one\n- שתיים');
    await isDone(visitor);
    await answerOf(visitor).getByRole('listitem').filter({ hasText: /^one$/ }).waitFor();
    // Pixels between a paragraph's words and its edges.
    const sides = await answerOf(visitor)
      .locator('[data-growing] :is(p, li)')
      .evaluateAll((blocks) =>
        blocks.map((block) => {
          const words = document.createRange();
          words.selectNodeContents(block);
          const [text, box] = [words.getBoundingClientRect(), block.getBoundingClientRect()];
          return text.left - box.left < box.right - text.right ? 'left' : 'right';
        }),
      );

    expect(sides.slice(-4)).toEqual(['left', 'right', 'left', 'right']);
  });
});

describe('a hostile answer', () => {
  it('renders a hostile answer without script, request or navigation, while it streams and after a reload', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 1 } });
    const { page, product, offences } = visitor;
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const hostile = HOSTILE_MARKDOWN.join('\n\n');
    await hear(visitor, hostile, HOSTILE_MARKDOWN.slice(30).join('\n').slice(0, 2_000));
    await isDone(visitor);
    await answerOf(visitor).getByRole('table').waitFor();
    await page.reload();
    await answerOf(visitor).getByRole('table').waitFor();

    const forbidden = page.locator('li[data-role] :is(img, iframe, style, form, input, script, object, [onerror])');
    expect(await forbidden.count()).toBe(0);
    const hrefs = await page
      .locator('li[data-role] a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs.length).toBeGreaterThan(5);
    expect(hrefs.filter((href) => !/^(?:https:|mailto:)/.test(href ?? ''))).toEqual([]);
    expect(product.posted).toHaveLength(1);
    expect(dialogs).toEqual([]);
    expect(offences).toEqual([]);
  });
});
