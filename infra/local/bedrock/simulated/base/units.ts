/** Units in English, German and Spanish, with the names that schemas use. */

export type UnitKind = 'duration' | 'weight' | 'distance' | 'energy';

export interface Unit {
  readonly kind: UnitKind;
  readonly name: string;
  /** In seconds, kilograms, metres or kilocalories. */
  readonly size: number;
}

const TABLE: readonly (readonly [UnitKind, string, number, string])[] = [
  ['duration', 's', 1, 'seconds?|secs?|s|sekunden?|sek|segundos?'],
  ['duration', 'min', 60, "minutes?|mins?|min|minuten?|minütig\\p{L}*|minutos?|'"],
  ['duration', 'h', 3_600, 'hours?|hrs?|h|stunden?|std|horas?'],
  ['weight', 'kg', 1, 'kgs?|kilos?|kilograms?|kilogramm|kilogramos?'],
  ['weight', 'lb', 0.453_592_37, 'lbs?|pounds?|pfund|libras?'],
  ['weight', 'g', 0.001, 'g|grams?|gramm|gramos?'],
  ['distance', 'km', 1_000, 'km|kms|k|kilomet(?:er|re)s?|kilómetros?'],
  ['distance', 'mi', 1_609.344, 'mi|miles?|meilen?|millas?'],
  ['distance', 'm', 1, 'm|met(?:er|re)s?|metern?|metros?'],
  ['energy', 'cal', 1, 'k?cals?|calories|kalorien|calorías'],
];

/** The words for the units of a kind, as alternatives of a regular expression. */
export const UNIT_WORDS = (kind: UnitKind): string =>
  TABLE.flatMap(([of, , , words]) => (of === kind ? [words] : [])).join('|');

export function unitOf(word: string): Unit | undefined {
  const row = TABLE.find(([, , , words]) => new RegExp(`^(?:${words})$`, 'iu').test(word));
  return row && { kind: row[0], name: row[1], size: row[2] };
}

/** Converts a value to another unit. Returns `undefined` when the units are of different kinds. */
export function converted(value: number, from: string, to: string): number | undefined {
  const [one, other] = [unitOf(from), unitOf(to)];
  return one && other && one.kind === other.kind ? Number(((value * one.size) / other.size).toFixed(4)) : undefined;
}
