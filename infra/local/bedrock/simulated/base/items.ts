import { datesIn } from './dates.ts';
import { quantitiesIn } from './quantities.ts';
import type { Statement } from './statements.ts';
import { nameIn } from './words.ts';

/** The separators between things: `, then`, `;`, `, 3x8 …`, `and 5 km …`. */
const BETWEEN =
  /\s*[,;.]?\s*(?<![\p{L}])(?:and |und |y )?(?:then|after that|afterwards|dann|danach|luego|después)(?![\p{L}])\s*|\s*;\s*|,\s+(?=\d)|\s+(?:and|plus|und|y)\s+(?=(?:\p{L}+\s){0,3}\d)/iu;
/** A part of the day used as a heading: `Morning:`. */
const HEADING =
  /^\W*(?:in the )?(?:morning|noon|midday|afternoon|evening|night|früh|morgens|vormittags|mittags|nachmittags|abends|por la mañana|por la tarde|por la noche)\s*[:,-]/iu;

/** Splits a text into things with a number each: `5x5 squats at 100 kg, then a 2 km row` has two. */
export function itemsIn(text: string, today: string | undefined): readonly string[] {
  const items: string[] = [];
  let from = 0;
  for (const piece of text.split(BETWEEN)) {
    const { rest } = datesIn(piece, today);
    const isNew = nameIn(piece, today) !== undefined && quantitiesIn(rest).quantities.length > 0;
    const last = items.at(-1);
    const at = text.indexOf(piece, from);
    // A piece without a name or a number belongs to the previous thing.
    if (last === undefined) items.push(piece);
    else if (isNew && quantitiesIn(last).quantities.length > 0) items.push(piece);
    else items[items.length - 1] = text.slice(text.indexOf(last), at + piece.length);
    from = at + piece.length;
  }
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

/** Groups statements by occasion. A different day, or a heading such as `Evening:`, begins a new group. */
export function occasionsIn(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const groups: Statement[][] = [];
  let day: string | undefined;
  for (const statement of statements) {
    const [date] = statement.dates;
    const isAnother = HEADING.test(statement.text) || (date !== undefined && day !== undefined && date !== day);
    const last = groups.at(-1);
    if (last && !isAnother) last.push(statement);
    else groups.push([statement]);
    day = date ?? day;
  }
  return groups;
}
