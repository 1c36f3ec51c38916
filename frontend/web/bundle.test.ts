import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Manifest } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { builtWeb } from '../testing/build-web.ts';

let folder: string;
let manifest: Manifest;

beforeAll(async () => {
  folder = await builtWeb();
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
});

const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');
const gzippedBytes = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(textOf(file), { level: 9 }).byteLength, 0);

/** A chunk and everything that is loaded before it runs: code and styles. */
function filesOf(key: string, seen = new Set<string>()): ReadonlySet<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const needed of chunk.imports ?? []) filesOf(needed, seen);
  return seen;
}

const keyOf = (source: string): string => Object.keys(manifest).find((key) => key.endsWith(source)) ?? '';
const lazyBytes = (source: string): number => {
  const initial = filesOf('index.html');
  return gzippedBytes([...filesOf(keyOf(source))].filter((file) => !initial.has(file)));
};

it('loads at most 150 kB gzipped before it shows anything', () => {
  expect(gzippedBytes([...filesOf('index.html'), 'index.html'])).toBeLessThanOrEqual(150_000);
});

it('loads the sign-in library lazily, in at most 20 kB', () => {
  expect(filesOf('index.html')).not.toContain(manifest[keyOf('auth/oidc.ts')]?.file);
  const bytes = lazyBytes('auth/oidc.ts');
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThanOrEqual(20_000);
});

it('loads each page lazily, in at most 25 kB', () => {
  const pages = [
    'home/home',
    'creator/interviews',
    'coach/coach',
    'game-coach/game-home',
    'games/games',
    'games/game',
    'prompt-coach/prompt-home',
    'prompt-form/prompt-form',
    'tips/tips',
  ];
  for (const page of [...pages, 'notes/notes', 'progress/progress']) {
    expect(lazyBytes(`${page}.tsx`), page).toBeGreaterThan(1_000);
    expect(lazyBytes(`${page}.tsx`), page).toBeLessThanOrEqual(25_000);
  }
  expect(lazyBytes('game-chat/game-chat.tsx')).toBeLessThanOrEqual(32_000);
  expect(lazyBytes('brand-kits/kit-pages.tsx')).toBeLessThanOrEqual(32_000);
  expect(lazyBytes('creator/creator.tsx')).toBeLessThanOrEqual(34_000);
  expect(lazyBytes('prompt-chat/prompt-chat.tsx')).toBeLessThanOrEqual(50_000);
});

it('loads the chart lazily, in at most 15 kB', () => {
  const chart = manifest[keyOf('progress/comparison-chart.tsx')]?.file ?? '';

  expect(filesOf(keyOf('progress/progress.tsx'))).not.toContain(chart);
  expect(gzippedBytes([chart])).toBeGreaterThan(5_000);
  expect(gzippedBytes([chart])).toBeLessThanOrEqual(15_000);
});

it('loads the Markdown parser lazily, in at most 60 kB', () => {
  expect(filesOf(keyOf('game-chat/game-chat.tsx'))).not.toContain(manifest[keyOf('markdown/markdown.tsx')]?.file);
  expect(lazyBytes('markdown/markdown.tsx')).toBeGreaterThan(20_000);
  expect(lazyBytes('markdown/markdown.tsx')).toBeLessThanOrEqual(60_000);
});

it('has nothing inline that its content security policy would block', () => {
  const html = textOf('index.html');

  expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/i);
  expect(html).not.toMatch(/(src|href)="(?!\/)/);
});

const styles = (): string => [...new Set(Object.values(manifest).flatMap(({ css }) => css ?? []))].map(textOf).join('');

it('keeps light-dark() in its styles and loads no image from them', () => {
  expect(styles()).toContain('light-dark(');
  expect(styles()).not.toMatch(/url\(/);
});

it('uses no :has() in its styles, because Firefox 120 drops every rule with it', () => {
  expect(styles()).not.toContain(':has(');
});

it('contains no prompt and no tool of the server', () => {
  const code = Object.values(manifest)
    .filter(({ file }) => file.endsWith('.js'))
    .map(({ file }) => textOf(file))
    .join('');

  expect(code).not.toMatch(/record_intake|checklist_state|systemStatic/);
});
