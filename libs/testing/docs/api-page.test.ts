import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COACH_ROWS, turnRoutesOf } from '#contract/coaches';
import { DESCRIBED } from './answers.ts';
import { apiPage, apiRoutes } from './api-page.ts';
import { BODIES, hasNoBody } from './bodies.ts';

const turns = COACH_ROWS.flatMap(turnRoutesOf).map(({ method, path }) => `${method} ${path}`);
const others = apiRoutes().map(({ method, pattern }) => `${method} ${pattern}`);

it('docs/api.md equals the generated page (npm run docs writes it)', () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(apiPage());
});

it('the generated page has every route of the product once', () => {
  for (const name of [...turns, ...others]) expect(apiPage().split(`| \`${name}\``)).toHaveLength(2);
});

it('the routes that the page describes are those of the product', () => {
  expect(Object.keys(DESCRIBED).sort()).toEqual([...others].sort());
  const writes = [...turns, ...others].filter((name) => /^(POST|PUT|PATCH) /.test(name) && !hasNoBody(name));
  expect(Object.keys(BODIES).sort()).toEqual([...new Set(writes)].sort());
});
