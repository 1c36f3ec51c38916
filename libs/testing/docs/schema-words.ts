/** The parts of a JSON Schema that the generated pages show. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** More values than this are a list of their own. */
const MAX_VALUES = 12;

export const fieldsOf = ({ properties = {}, required = [] }: Schema): string =>
  Object.entries(properties)
    .map(([field, schema]) => `\`${field}${required.includes(field) ? '' : '?'}\` ${shapeOf(schema)}`)
    .join(', ');

/** The names of an object's fields, without their types. */
export const namesOf = ({ properties = {}, required = [] }: Schema): string =>
  Object.keys(properties)
    .map((field) => (required.includes(field) ? field : `${field}?`))
    .join(', ');

function shapeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) {
    return schema.enum.length > MAX_VALUES ? 'a code of the table below' : schema.enum.map(String).join(' \\| ');
  }
  if (schema.anyOf) return [...new Set(schema.anyOf.map(shapeOf))].join(' \\| ');
  if (schema.items) return `[${shapeOf(schema.items)}]`;
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`;
  return schema.type === undefined ? 'any' : [schema.type].flat().join(' \\| ');
}
