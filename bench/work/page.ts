import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type { CoachEvent } from '#contract/events';
import { formatFrame } from '#contract/sse';
import { NO_USAGE } from '#contract/usage';
import { launchBrowser } from '../../frontend/e2e/browser.ts';
import { conversationAt, settleIn } from '../../frontend/e2e/game-visit.ts';
import { enter, visit } from '../../frontend/e2e/visit.ts';
import { builtWeb } from '../../frontend/testing/build-web.ts';
import type { Figures } from '../harness/row.ts';
import { figuresOf } from './answered-page.ts';
import { printFigures } from './event-reading.ts';
import { ANSWER, createTokenServer, type Dialect } from './token-server.ts';

const LIMITS = { turnsUsed: 1, turnsRemaining: null, budgetRemaining: 90_000, expiresAt: null };

const frameOf = (seq: number, event: CoachEvent) => formatFrame({ id: { epoch: 1, seq }, event });

const COACHSTREAM: Dialect = {
  head: (turnId) =>
    frameOf(1, { type: 'start', turnId, epoch: 1, sessionId: 's', ...LIMITS, serverTime: '2026-11-21T10:00:00Z' }),
  token: (text, place) => frameOf(place + 2, { type: 'chunk', text, step: 1 }),
  end: (turnId) =>
    frameOf(ANSWER.length + 2, {
      type: 'complete',
      turnId,
      sessionId: 's',
      messageId: 'm',
      aiResponse: ANSWER.join(''),
      stopReason: 'end_turn',
      usage: NO_USAGE,
      ...LIMITS,
    }),
};

const AI_SDK: Dialect = {
  head: () => 'data: {"type":"start"}\n\ndata: {"type":"text-start","id":"0"}\n\n',
  token: (delta) => `data: ${JSON.stringify({ type: 'text-delta', id: '0', delta })}\n\n`,
  end: () => 'data: {"type":"text-end","id":"0"}\n\ndata: {"type":"finish"}\n\ndata: [DONE]\n\n',
};

/** The app as it is deployed, in a conversation with the game coach. */
async function app(browser: Browser): Promise<Figures> {
  await using server = await createTokenServer(COACHSTREAM);
  const stage = { browser, files: await builtWeb(), [Symbol.asyncDispose]: () => Promise.resolve() };
  await using visitor = await visit(stage, { product: { streamUrl: server.url } });
  settleIn(visitor.product.gameCoach);
  await enter(visitor, conversationAt(1));
  const { page } = visitor;
  const write = () => page.getByRole('textbox', { name: 'Your question' }).fill('How am I doing?');
  return await figuresOf({ browser, page, server, write });
}

/** A page with one script that sends its requests to the page's own server. */
async function alone(browser: Browser, script: string, dialect: Dialect): Promise<Figures> {
  const { outputFiles } = await build({
    entryPoints: [script],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  const code = outputFiles[0]?.text.replaceAll('</script', '<\\/script') ?? '';
  const html = `<!doctype html><title>Page</title><body><script type="module">${code}</script>`;
  await using server = await createTokenServer(dialect, html);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(server.url);
  const write = () => page.getByRole('button').focus();
  return await figuresOf({ browser, page, server, write });
}

/** @throws any failure, except that a crashed browser is restarted, because a crash is not a result of the page. */
async function figuresOn(what: string, tries: number): Promise<Figures> {
  const browser = await launchBrowser();
  try {
    if (what === 'app') return await app(browser);
    return await alone(browser, what, what.includes('use-chat') ? AI_SDK : COACHSTREAM);
  } catch (error) {
    if (browser.isConnected() || tries === 1) throw error;
    return await figuresOn(what, tries - 1);
  } finally {
    await browser.close();
  }
}

const TRIES = 3;

printFigures(await figuresOn(process.argv[2] ?? '', TRIES));
