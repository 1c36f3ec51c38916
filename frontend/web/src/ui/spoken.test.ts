import { expect, it } from 'vitest';
import { cpuMsOf } from '#testing/cpu-time';
import { spoken } from './spoken.ts';

it.each([
  ['You won **six** of ~~ten~~ `eight`.', 'You won six of ten eight.'],
  ['## This week\n> Be *earlier*, 3*10', 'This week\nBe *earlier*, 3*10'],
  ['See [the routine](https://example.com/a) or ![a chart](https://example.com/b.png).', 'See the routine or a chart.'],
  ['| a | b |\n|---|--:|\n| 1 | 2 |', ' a  b \n\n 1  2 '],
  ['```\ncode\n```', '\ncode\n'],
  ['- one\n- two (really)', '- one\n- two (really)'],
])('strips the Markdown marks that a screen reader would read out: %j', (text, said) => {
  expect(spoken(text)).toBe(said);
});

it('strips the marks of hostile texts in less than a second', () => {
  const parts = ['[', '[a](', '![', '- ', '| ', '# ', '`', ']('];

  expect(cpuMsOf(() => parts.map((part) => spoken(part.repeat(20_000))))).toBeLessThan(1_000);
});
