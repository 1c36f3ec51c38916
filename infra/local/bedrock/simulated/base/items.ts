import { datesIn } from './dates.ts';
import { quantitiesIn } from './quantities.ts';
import type { Statement } from './statements.ts';
import { nameIn } from './words.ts';

/** Where one thing ends and the next begins: `, then`, `;`, `, 3x8 …`, `and a …`. */
const BETWEEN =
  /\s*[,;.]?\s*(?<![\p{L}])(?:and |und |y )?(?:then|after that|afterwards|dann|danach|luego|después)(?![\p{L}])\s*|\s*;\s*|,\s+(?=\d)|\s+(?:and|plus|und|y)\s+(?=(?:\p{L}+\s){0,3}\d)/iu;
/** A part of the day that stands in front, as a heading. */
const HEADING =
  /^\W*(?:in the )?(?:morning|noon|midday|afternoon|evening|night|früh|morgens|vormittags|mittags|nachmittags|abends|por la mañana|por la tarde|por la noche)\s*[:,-]/iu;

/** The things that a text counts or measures, each with its own words: `5x5 squats at 100 kg, then a 2 km row` is two. */
export function itemsIn(text: string, today: string | undefined): readonly string[] {
  const items: string[] = [];
  let from = 0;
  for (const piece of text.split(BETWEEN)) {
    const { rest } = datesIn(piece, today);
    const isNew = nameIn(piece, today) !== undefined && quantitiesIn(rest).quantities.length > 0;
    const last = items.at(-1);
    const at = text.indexOf(piece, from);
    // What has no name or no number of its own belongs to what stands before it.
    if (last === undefined) items.push(piece);
    else if (isNew && quantitiesIn(last).quantities.length > 0) items.push(piece);
    else items[items.length - 1] = text.slice(text.indexOf(last), at + piece.length);
    from = at + piece.length;
  }
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

/** Statements by occasion: another day, or another part of the day that is named as a heading, is another one. */
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
