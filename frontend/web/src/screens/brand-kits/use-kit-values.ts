import { useState } from 'react';
import { type BrandKit, DEFAULT_TONE } from '#contract/prompt-coach/brand';
import { isBlank } from '#contract/text';

export interface ColorValue {
  /** Of its row, which keeps its fields when another one is removed. */
  readonly id: number;
  readonly hex: string;
  readonly name: string;
}

/** The fields of the form, as they are typed. */
export interface KitValues {
  readonly name: string;
  readonly colors: readonly ColorValue[];
  readonly tone: string;
  readonly headline: string;
  readonly body: string;
  readonly logoUrl: string;
}

/** Of a color that was just added. */
const FIRST_HEX = '#7C3AED';

const valuesOf = (kit: BrandKit | undefined): KitValues => ({
  name: kit?.name ?? '',
  colors: (kit?.colors ?? []).map((color, id) => ({ id, ...color })),
  tone: kit?.tone === DEFAULT_TONE ? '' : (kit?.tone ?? ''),
  headline: kit?.fonts.headline ?? '',
  body: kit?.fonts.body ?? '',
  logoUrl: kit?.logoUrl ?? '',
});

const given = <Name extends string>(name: Name, text: string) => (isBlank(text) ? {} : { [name]: text.trim() });

/** The kit as it is sent, not yet parsed. Empty fields are left out. */
export const kitOf = ({ name, colors, tone, headline, body, logoUrl }: KitValues, logoKey: string | undefined) => ({
  name: name.trim(),
  colors: colors.map((color) => ({ hex: color.hex.trim(), name: color.name.trim() })),
  ...given('tone', tone),
  fonts: { ...given('headline', headline), ...given('body', body) },
  ...given('logoUrl', logoUrl),
  ...(logoKey !== undefined && { logoKey }),
});

/** The fields of a kit, and its list of colors. @param onChange - Called with every change. */
export function useKitValues(kit: BrandKit | undefined, onChange: () => void) {
  const [values, setValues] = useState(() => valuesOf(kit));
  const change = (next: Partial<KitValues>) => {
    setValues((before) => ({ ...before, ...next }));
    onChange();
  };
  const { colors } = values;
  return {
    values,
    change,
    addColor: () => {
      const id = Math.max(-1, ...colors.map((color) => color.id)) + 1;
      change({ colors: [...colors, { id, hex: FIRST_HEX, name: '' }] });
      return id;
    },
    changeColor: (id: number, next: Partial<ColorValue>) =>
      change({ colors: colors.map((color) => (color.id === id ? { ...color, ...next } : color)) }),
    removeColor: (id: number) => change({ colors: colors.filter((color) => color.id !== id) }),
  };
}
