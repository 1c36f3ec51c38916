import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, MIN_CONTRAST, overlayColors } from './colors.ts';

const brandOf = (...hexes: string[]) => ({ colors: hexes.map((hex) => ({ hex, name: hex })) });

describe('the colors of an overlay', () => {
  it('contrast is 21 for black on white, and 1 for a color on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
    expect(contrast('#7f4210', '#7f4210')).toBe(1);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('texts have enough contrast to what is behind them for every brand', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(fc.array(hex, { maxLength: 10 }), (hexes) => {
        const { headline, outline, plate, onPlate } = overlayColors(brandOf(...hexes));
        expect(contrast(headline, outline)).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(contrast(onPlate, plate)).toBeGreaterThanOrEqual(MIN_CONTRAST);
      }),
    );
  });

  it('uses the colors of the brand where they can be read together', () => {
    expect(overlayColors(brandOf('#FF2E88', '#ffe14d', '#1b1035'))).toEqual({
      headline: '#ffe14d',
      outline: '#1b1035',
      plate: '#ff2e88',
      onPlate: '#1b1035',
    });
  });

  it('writes in white when the brand has no light color', () => {
    expect(overlayColors(brandOf('#1b1035'))).toMatchObject({ headline: '#ffffff', outline: '#1b1035' });
  });

  it('uses black where near black has too little contrast', () => {
    expect(overlayColors(brandOf('#e21b7a'))).toMatchObject({ plate: '#e21b7a', onPlate: '#000000' });
  });

  it('works without a brand', () => {
    const { headline, plate } = overlayColors(undefined);
    expect([headline, plate]).toEqual(['#ffffff', '#ffffff']);
  });
});
