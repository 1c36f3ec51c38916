import type { OfferedTool } from '../../simulated-model.ts';
import { asSchema, propertiesOf, type Schema } from './schema.ts';
import type { Subject } from './subject.ts';
import { spaced } from './words.ts';

/** The verb in the name of a tool that reads. */
export const READS = /^(?:get|list|read|show|search|find)_/;
const SAVES = /^(?:save|add|write|store|remember)_(?:\w+_)?(?:note|memory)$/;
/** An option that means all of them. */
const WHOLE = /^(?:all|any|total|overall)$/i;

/** A tool with the properties of its input. */
interface KnownTool {
  readonly name: string;
  readonly properties: Readonly<Record<string, Schema>>;
}

/** The offered tools by what they are for, as their names and schemas show. */
export interface ToolKinds {
  /** Saves a note. */
  readonly note: KnownTool | undefined;
  /** Reads one item by its id. */
  readonly one: KnownTool | undefined;
  /** Lists the newest items. */
  readonly newest: KnownTool | undefined;
  /** Computes numbers over a period. */
  readonly numbers: KnownTool | undefined;
  /** Reads the figures of a reference. */
  readonly reference: KnownTool | undefined;
}

export function kindsOf(tools: readonly OfferedTool[], { id, reference }: Subject): ToolKinds {
  const known = tools.map(({ name, inputSchema }) => ({
    name,
    properties: Object.fromEntries(propertiesOf(asSchema(inputSchema)).map((part) => [part.name, part.schema])),
  }));
  /** Of several tools, the one that is named after the items. */
  const reading = (property: string | undefined) => {
    const all = known.filter(({ name, properties }) => READS.test(name) && Object.hasOwn(properties, property ?? ''));
    return all.find(({ name }) => spaced(name).includes(spaced(id).replace(/ id$/, ''))) ?? all[0];
  };
  return {
    note: known.find(({ name }) => SAVES.test(name)),
    one: reading(id),
    newest: reading('limit'),
    numbers: reading('days'),
    reference: reading(reference?.property),
  };
}

/** Whether a tool stores words of the person. */
export const isSaving = (name: string): boolean => SAVES.test(name);

/** The option of a property that means all of them: `all`. */
export const wholeOf = ({ enum: options = [] }: Schema): unknown =>
  options.find((option) => WHOLE.test(String(option)));
