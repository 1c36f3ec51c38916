import { expect, it } from 'vitest';
import { brandElementsIn } from './brand-elements.ts';

const BRAND = {
  colors: [
    { hex: '#0F766E', name: 'Deep Teal' },
    { hex: '#f59e0b', name: 'Amber' },
  ],
  tone: 'cozy',
  fonts: { headline: 'Bebas Neue', body: 'Inter' },
};

it.each([
  ['a COZY room in amber, deep-teal curtains', ['color:Deep Teal', 'color:Amber', 'tone:cozy']],
  ['walls in #0f766e', ['color:Deep Teal']],
  ['a title in bebas neue and Inter', ['font:Bebas Neue', 'font:Inter']],
  ['an interesting teal, cozyness, ambers, deep, teal', []],
  ['not cozy, without amber', []],
  ['', []],
])('names the parts of the brand in %j', (text, parts) => {
  expect(brandElementsIn(text, BRAND)).toEqual(parts);
});

it('names a part once, and never one without letters', () => {
  const colors = [
    { hex: '#111111', name: 'Ink' },
    { hex: '#222222', name: 'Ink' },
    { hex: '#333333', name: '🔥' },
  ];
  const brand = { colors, tone: '', fonts: { headline: 'Inter', body: 'Inter' } };
  expect(brandElementsIn('Ink 🔥 Inter', brand)).toEqual(['color:Ink', 'font:Inter']);
});
