import { compare } from './compare.ts';
import { counted, describeRun, lineOf, numbersOf } from './describe.ts';
import type { CoachHints } from './hints.ts';
import { listed } from './phrasing.ts';
import { objectsIn } from './prompt-state.ts';
import { isLoose, type Loose } from './schema.ts';
import { itemsOf, partsNamed, pluralOf, type Subject } from './subject.ts';
import { tipFor } from './tips.ts';
import { isSaving } from './tool-kinds.ts';
import type { ToolRun } from './tool-runs.ts';
import type { Turn } from './turn.ts';
import { spaced } from './words.ts';

/** Fewer items than this say little. */
const MANY = 10;

/** Tells a tool result: by the coach's hints, else by what it holds. */
export function tellRun(run: ToolRun, turn: Turn, { tells, subject }: CoachHints): string {
  const hinted = tells?.[run.name]?.(run, turn);
  if (hinted !== undefined || !run.ok) return hinted ?? describeRun(run);
  const known = isSaving(run.name) ? tellSaved(run) : subject && tellOf(run, turn, subject);
  return known ?? describeRun(run);
}

function tellOf(run: ToolRun, turn: Turn, subject: Subject): string | undefined {
  const value = isLoose(run.value) ? run.value : {};
  if (isLoose(value['averages'])) return tellAverages(value, value['averages'], subject);
  const figures = Object.values(value).find((part) => isFigures(part, subject));
  if (isLoose(figures)) return tellReference(run, figures, turn, subject);
  const isList = Array.isArray(run.value) || Object.values(value).some((part) => Array.isArray(part));
  return isList ? tellItems(run, turn, subject) : undefined;
}

/** Names what was saved: `I have saved this as a note (goal): "reach Champion"`. */
function tellSaved({ name, input }: ToolRun): string | undefined {
  const [text, kind] = Object.values(isLoose(input) ? input : {}).filter((part) => typeof part === 'string');
  if (text === undefined) return undefined;
  return `I have saved this as a ${spaced(name).split(' ').at(-1)}${kind === undefined ? '' : ` (${kind})`}: "${text}".`;
}

/** The newest items of the parts that the message names. Items that were read only for the reference are left out. */
function tellItems(run: ToolRun, { message, runs }: Turn, subject: Subject): string {
  const [named] = partsNamed(subject, message);
  const property = subject.parts?.property ?? '';
  const items = itemsOf(subject, run.value).filter((item) => named === undefined || item[property] === named);
  if (items.length === 0) return subject.nothing;
  const hasAverages = runs.some(({ ok, value }) => ok && isLoose(value) && isLoose(value['averages']));
  if (hasAverages && !new RegExp(`\\b(?:${subject.nouns})(?:es|s)?\\b`, 'i').test(message)) return '';
  const plural = pluralOf(subject);
  return `I looked at your newest ${plural}. ${describeRun({ ...run, value: { [plural]: items } })}`;
}

/** Averages and trends over a period, with the number of items that they rest on. */
function tellAverages(value: Loose, averages: Loose, subject: Subject): string | undefined {
  const items = pluralOf(subject);
  const count = value[items];
  if (count === 0) return subject.nothing;
  if (typeof count !== 'number') return undefined;
  const { days, trends } = value;
  const part = partsNamed(subject, String(value[subject.parts?.property ?? ''])).map((name) => `${name} `);
  const changes = isLoose(trends) ? numbersOf(trends).map(([name, by]) => counted(name, by)) : [];
  return [
    `I looked at ${count} ${part.join('')}${items}${typeof days === 'number' ? ` in the last ${days} days` : ''}.`,
    `On average: ${lineOf(averages)}.`,
    changes.length > 0 && `The trend: ${listed(changes.slice(0, 3))}.`,
    count < MANY && `With so few ${items} this is a first impression.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether an object has the figures of a reference. Items name their reference, too. */
const isFigures = (part: unknown, { id, reference }: Subject): boolean =>
  isLoose(part) && reference !== undefined && reference.property in part && !(id in part);

/** The figures of a reference, compared with the person's averages or with an item, when one of them was read. */
function tellReference(run: ToolRun, figures: Loose, { runs }: Turn, { reference, numberTips = [] }: Subject): string {
  const { property = '' } = reference ?? {};
  const mine = runs.filter((one) => one.ok && one.name !== run.name).flatMap((one) => objectsIn(one.value));
  const averages = mine.map((one) => one['averages']).filter(isLoose);
  const [comparison] = [...averages, ...mine].flatMap((own) => compare(own, figures) ?? []);
  const line = lineOf(figures).replace(`${spaced(property)} `, '');
  const text = comparison
    ? `Your numbers against those of ${String(figures[property])}: ${comparison.text}.`
    : (reference?.tell(line) ?? line);
  const note = isLoose(run.value) && typeof run.value['note'] === 'string' ? ` ${run.value['note']}` : '';
  const tip = comparison?.weakest && tipFor(numberTips, spaced(comparison.weakest));
  return [text + note, tip].filter(Boolean).join('\n\n');
}
