import * as z from 'zod/mini';

/** What is smaller counts as 0: no store keeps a number below 1e-130. */
const SMALLEST = 1e-9;

/** A number that need not be whole. Both bounds are inclusive. */
export const Decimal = (min: number, max: number) =>
  z.number().check(
    z.minimum(min),
    z.maximum(max),
    z.overwrite((value) => (Math.abs(value) < SMALLEST ? 0 : value)),
  );
