import { asksForNumbers, asksForRecent, asksHowTo, isComparing, isImproving, isPersonal } from './asks.ts';
import type { ToolWish } from './hints.ts';
import { idsIn } from './ids.ts';
import { periodIn } from './periods.ts';
import { stateNamed } from './prompt-state.ts';
import type { Source } from './source.ts';
import { asksWhich, meansOwn, ownReference, partsNamed, type Subject, withoutNames } from './subject.ts';
import { tipFor } from './tips.ts';
import { isSaving, kindsOf, wholeOf } from './tool-kinds.ts';
import type { Turn } from './turn.ts';
import { wantedNote } from './wanted-note.ts';

/** How many items to read for the person's own reference. */
const FOR_REFERENCE = 5;
/** How many items to read before leaving out those of other parts, which the tool cannot do. */
const TO_SIFT = 50;
const REMEMBERED = /\b(?:do|did) you (?:still )?(?:remember|know)\b|\b(?:my|the|any) (?:\w+ )?(?:notes|memories)\b/i;

/** A request, and what its words say. */
interface Asked {
  readonly turn: Turn;
  readonly subject: Subject;
  /** Without the names of references. */
  readonly text: string;
  readonly parts: readonly string[];
  /** Whether a value hint finds a filter of the items in the request. */
  readonly isFiltered: boolean;
}

/**
 * The tools that one request asks for: a note, single items, the newest items, numbers over a period, or the figures of
 * a reference with the person's own numbers.
 *
 * @param hasFilter - Whether the coach's hints find a value for a property in this request.
 */
export function chooseTools(
  request: Source,
  turn: Turn,
  subject: Subject,
  hasFilter: (property: string) => boolean,
): readonly ToolWish[] {
  const kinds = kindsOf(turn.call.tools, subject);
  if (wantedNote(request.text, turn.lastAnswer) !== undefined) return kinds.note ? [{ name: kinds.note.name }] : [];
  if (REMEMBERED.test(request.text)) return [];
  const names = subject.reference?.namesIn(request.text) ?? [];
  const text = withoutNames(request.text, names);
  const filters = Object.keys(kinds.newest?.properties ?? {}).filter((property) => property !== 'limit');
  const asked = { turn, subject, text, parts: partsNamed(subject, text), isFiltered: filters.some(hasFilter) };
  const references = names.flatMap(({ name }) => referenceOf(asked, name));
  const items = itemsAsked(asked);
  return items.length > 0 ? [...items, ...references] : numbersAsked(asked, references);
}

/** The call for a reference, for the part that the text names. */
function referenceOf({ turn, subject: { reference, parts }, subject, parts: named }: Asked, name: string) {
  const tool = kindsOf(turn.call.tools, subject).reference;
  if (!tool || !reference) return [];
  const isDivided = parts !== undefined && parts.property in tool.properties && named.length === 1;
  return [{ name: tool.name, input: { [reference.property]: name, ...(isDivided && { [parts.property]: named[0] }) } }];
}

function itemsAsked({ turn, subject, text, parts, isFiltered }: Asked): readonly ToolWish[] {
  const { one, newest } = kindsOf(turn.call.tools, subject);
  const single = one ? idsIn(text).map((id) => ({ name: one.name, input: { [subject.id]: id } })) : [];
  if (!newest) return single;
  const { name } = newest;
  if (isFiltered) return [...single, { name }];
  if (asksForRecent(text, subject.nouns)) {
    return [...single, { name, input: parts.length > 0 ? { limit: TO_SIFT } : {} }];
  }
  const isWhich = subject.reference !== undefined && asksWhich(subject.reference, text);
  return isWhich ? [...single, { name, input: { limit: FOR_REFERENCE } }] : single;
}

/** Numbers of the person, references, or both to compare them. */
function numbersAsked(asked: Asked, references: readonly ToolWish[]): readonly ToolWish[] {
  const { subject, text, parts } = asked;
  const isOwn = subject.reference !== undefined && meansOwn(subject.reference, text);
  const isCompared = isComparing(text) || isOwn;
  const numbers = numbersOf(asked);
  if (references.length > 0) return [...(isPersonal(text) || isCompared ? numbers : []), ...references];
  const isAgainstOwn = (isPersonal(text) || isOwn) && parts.length < 2 && (isCompared || isImproving(text));
  if (isAgainstOwn) return [...numbers, ...itemsForReference(asked)];
  return isAboutNumbers(asked) || (parts.length > 1 && isCompared) ? numbers : [];
}

/** A call for each part that the text names, else one for the whole. */
function numbersOf({ turn, subject, text, parts }: Asked): readonly ToolWish[] {
  const { numbers: tool } = kindsOf(turn.call.tools, subject);
  if (!tool) return [];
  const days = periodIn(text) ?? tool.properties['days']?.default;
  const period = days === undefined ? {} : { days };
  const divided = tool.properties[subject.parts?.property ?? ''];
  if (!divided || !subject.parts) return [{ name: tool.name, input: period }];
  const { property } = subject.parts;
  const named = parts.length > 0 ? parts : [wholeOf(divided)];
  return named.map((part) => ({
    name: tool.name,
    input: { ...(part !== undefined && { [property]: part }), ...period },
  }));
}

/** Reads items for the person's own reference, when neither the prompt nor the message has one. */
function itemsForReference({ turn, subject }: Asked): readonly ToolWish[] {
  const { state, message } = turn;
  const { reference, nouns } = subject;
  const { newest } = kindsOf(turn.call.tools, subject);
  if (!reference || !newest || asksForRecent(message, nouns)) return [];
  const isKnown = stateNamed(state, reference.property) !== undefined || reference.namesIn(message).length > 0;
  return isKnown ? [] : [{ name: newest.name, input: { limit: FOR_REFERENCE } }];
}

function isAboutNumbers({ subject: { numberTips = [] }, text, parts }: Asked): boolean {
  const days = periodIn(text);
  if (/^\W*(?:and|what about|how about|same|now|ok)\b/i.test(text) && parts.length > 0) return true;
  if (asksHowTo(text) && days === undefined && parts.length === 0) return false;
  const isTheirs =
    isPersonal(text) ||
    parts.length > 0 ||
    days !== undefined ||
    /^\W*(?:show|give|get|list|stats?|win ?rate)\b/i.test(text);
  const namesNumber = asksForNumbers(text) || tipFor(numberTips, text) !== undefined;
  return isTheirs && (namesNumber || (isPersonal(text) && days !== undefined));
}

/** The figures of the person's own reference, after their numbers, when they asked for a comparison. */
export function referenceToCompare(turn: Turn, subject: Subject): readonly ToolWish[] {
  const { message, runs } = turn;
  const { reference } = subject;
  const own = ownReference(turn, subject);
  if (!reference || own === undefined || runs.length === 0 || asksWhich(reference, message)) return [];
  const isAsked =
    meansOwn(reference, message) || (isPersonal(message) && (isComparing(message) || isImproving(message)));
  const name = kindsOf(turn.call.tools, subject).reference?.name;
  if (!isAsked || runs.some((run) => run.name === name || isSaving(run.name))) return [];
  const asked = { turn, subject, text: message, parts: partsNamed(subject, message), isFiltered: false };
  return referenceOf(asked, own);
}
