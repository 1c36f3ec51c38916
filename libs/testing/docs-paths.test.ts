import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = 'bench|docs|frontend|functions|infra|libs';
const A_PATH = new RegExp(`\`((?:${FOLDERS})/[\\w./-]+\\.\\w+)\``, 'g');
const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)];

it.each(pages.filter((page) => page.endsWith('.md')))('every file that %s names exists', (page) => {
  const named = [...readFileSync(join(ROOT, page), 'utf8').matchAll(A_PATH)].map(([, path]) => path ?? '');
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('the page on security names a test for every promise', () => {
  const rows = readFileSync(join(ROOT, 'docs/security.md'), 'utf8').match(/^\| (?!threat|---).*\|$/gm) ?? [];
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !/`[\w/.-]+\.test\.tsx?`|simulation/.test(row))).toEqual([]);
});

it('the page on the local stack names a test for every behaviour of a service, or what guards instead', () => {
  const [, section = ''] =
    /## What is faithful, and what is not\n([\s\S]*?)\n## /.exec(readFileSync(join(ROOT, 'docs/local.md'), 'utf8')) ??
    [];
  const rows = (section.match(/^\|.*\|$/gm) ?? []).slice(2).map((row) => row.slice(2, -2).split(' | '));
  expect(rows.length).toBeGreaterThan(40);
  for (const [behaviour, onAws, here = '', test = ''] of rows) {
    expect([behaviour, onAws, here].every(Boolean)).toBe(true);
    expect(here, behaviour).toMatch(/^(faithful|simplified|not simulated|on faults only|refused with 501)/);
    // Without a test only what no test could show: the third column says then what guards.
    if (!/^`[\w/.-]+\.test\.tsx?`/.test(test)) expect(here, behaviour).toMatch(/^not simulated\. ./);
  }
});
