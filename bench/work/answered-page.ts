import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { Figures } from '../harness/row.ts';
import { ANSWER, type TokenServer } from './token-server.ts';

/** A page settles before it is asked, and after it has heard. */
const SETTLING_MS = 400;

/** A page on which Enter asks its question. */
export interface Asker {
  readonly browser: Browser;
  readonly page: Page;
  readonly server: TokenServer;
  /** Writes the question, or goes to the button that asks it. */
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

/** When V8 is at work; one in another counts once. */
const SCRIPT = /^(RunMicrotasks|v8\.callFunction|v8\.run|V8\.Execute|v8\.compile|EvaluateScript|FunctionCall)$/;

/**
 * Time in scripts, in milliseconds of the page's main thread: what else the machine does is not in it. The browser's
 * own counter leaves out microtasks, and in them streams are read.
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

/** Asks, and hears an answer; `around` sees no more than the tokens. */
async function hear<Seen>({ page, server, write }: Asker, around: (tokens: () => Promise<void>) => Promise<Seen>) {
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

/** Counts, in the page, what changes it, and the tasks of more than 50 ms. */
function watchPage(): void {
  const counts = { renders: 0, longTasks: 0 };
  Object.assign(window, { counts });
  new PerformanceObserver((list) => {
    counts.longTasks += list.getEntries().length;
  }).observe({ type: 'longtask' });
  // Called once for each commit, however much it has changed.
  const changes = new MutationObserver(() => {
    counts.renders += 1;
  });
  changes.observe(document, { childList: true, characterData: true, subtree: true });
}

const PHRASE = 'count your passes';
const timesIn = (text: string) => text.split(PHRASE).length - 1;

/** Asks twice: the time is of the first answer, the counts are of the second, since counting takes time as well. */
export async function figuresOf(asker: Asker): Promise<Figures> {
  const { browser, page } = asker;
  await pause(SETTLING_MS);
  const trace = await hear(asker, async (tokens) => {
    await browser.startTracing(page, { categories: ['v8', 'v8.execute'] });
    await tokens();
    return browser.stopTracing();
  });
  const counts = await hear(asker, async (tokens) => {
    await page.evaluate(watchPage);
    await tokens();
    return page.evaluate<{ renders: number; longTasks: number }>('window.counts');
  });
  const said = await page.evaluate<string>('document.body.textContent');
  if (timesIn(said) < 2 * timesIn(ANSWER.join(''))) throw new Error('not all of both answers is on the page');
  return { scriptMs: scriptMsOf(trace), ...counts };
}
