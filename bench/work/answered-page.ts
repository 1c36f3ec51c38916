import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { Figures } from '../harness/row.ts';
import { ANSWER, type TokenServer } from './token-server.ts';

/** Pause before a question and after an answer, so that the page can settle. */
const SETTLING_MS = 400;

/** A page that sends its question on Enter. */
export interface Asker {
  readonly browser: Browser;
  readonly page: Page;
  readonly server: TokenServer;
  /** Types the question, or focuses the button that sends it. */
  readonly write: () => Promise<void>;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const MICROSECONDS = 1_000;

/** Trace events in which V8 runs. Nested events count once. */
const SCRIPT = /^(RunMicrotasks|v8\.callFunction|v8\.run|V8\.Execute|v8\.compile|EvaluateScript|FunctionCall)$/;

/**
 * Script time on the page's main thread, in milliseconds, without other load on the machine. The browser's own counter
 * leaves out microtasks, in which the stream is read.
 */
function scriptMsOf(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args?.name === 'CrRendererMain';
  const threads = new Set(traceEvents.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`));
  const scripts = traceEvents
    .filter(({ ph, name, pid, tid }) => ph === 'X' && SCRIPT.test(name) && threads.has(`${pid} ${tid}`))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let end = 0;
  let total = 0;
  for (const { ts, dur = 0, tdur = 0 } of scripts) {
    if (ts < end) continue;
    end = ts + dur;
    total += tdur;
  }
  return total / MICROSECONDS;
}

/** Asks a question and receives the answer. `around` measures only the tokens. */
async function answer<Seen>({ page, server, write }: Asker, around: (tokens: () => Promise<void>) => Promise<Seen>) {
  await write();
  await page.keyboard.press('Enter');
  await server.asked();
  await pause(SETTLING_MS);
  const seen = await around(async () => {
    await server.speak();
    await pause(SETTLING_MS);
  });
  await server.end();
  await pause(SETTLING_MS);
  return seen;
}

/** Runs in the page. Counts the commits that change it, and the tasks of more than 50 ms. */
function watchPage(): void {
  const counts = { renders: 0, longTasks: 0 };
  Object.assign(window, { counts });
  new PerformanceObserver((list) => {
    counts.longTasks += list.getEntries().length;
  }).observe({ type: 'longtask' });
  // Called once per commit, regardless of the number of changes.
  const changes = new MutationObserver(() => {
    counts.renders += 1;
  });
  changes.observe(document, { childList: true, characterData: true, subtree: true });
}

const PHRASE = 'count your passes';
const timesIn = (text: string) => text.split(PHRASE).length - 1;

/** Asks twice: the first answer is timed, the second is counted, because counting takes time too. */
export async function figuresOf(asker: Asker): Promise<Figures> {
  const { browser, page } = asker;
  await pause(SETTLING_MS);
  const trace = await answer(asker, async (tokens) => {
    await browser.startTracing(page, { categories: ['v8', 'v8.execute'] });
    await tokens();
    return browser.stopTracing();
  });
  const counts = await answer(asker, async (tokens) => {
    await page.evaluate(watchPage);
    await tokens();
    return page.evaluate<{ renders: number; longTasks: number }>('window.counts');
  });
  const shownText = await page.evaluate<string>('document.body.textContent');
  if (timesIn(shownText) < 2 * timesIn(ANSWER.join(''))) throw new Error('the page does not show both answers in full');
  return { scriptMs: scriptMsOf(trace), ...counts };
}
