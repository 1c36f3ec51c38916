/** The keywords of JSON Schema that tools use. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly propertyNames?: unknown;
  readonly items?: unknown;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

export type Loose = Readonly<Record<string, unknown>>;

export const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Treats anything that is not an object as the schema that allows everything. */
export const asSchema = (value: unknown): Schema => (isLoose(value) ? (value as Schema) : {});

/** The properties of an object schema, in order. */
export function propertiesOf({ properties = {}, required = [] }: Schema) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema: asSchema(schema),
    isRequired: required.includes(name),
  }));
}

const lengthOf = (text: string): number => [...text].length;

function fitsText(text: string, { minLength = 0, maxLength, pattern }: Schema): boolean {
  const length = lengthOf(text.trim());
  if (!text.isWellFormed() || length < minLength || length > (maxLength ?? length)) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(text);
}

function fitsNumber(value: number, schema: Schema): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  if (schema.type === 'integer' && !Number.isSafeInteger(value)) return false;
  return value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
}

function fitsObject(value: Loose, schema: Schema): boolean {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  if (required.some((name) => value[name] === undefined)) return false;
  return Object.entries(value).every(([name, part]) => {
    if (Object.hasOwn(properties, name)) return fits(part, asSchema(properties[name]));
    if (additionalProperties === false) return false;
    return fits(name, asSchema(propertyNames)) && fits(part, asSchema(additionalProperties));
  });
}

/** Whether a value is valid against a schema. */
export function fits(value: unknown, schema: Schema): boolean {
  if (schema.enum) return schema.enum.includes(value);
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' && fitsText(value, schema);
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
    case 'integer':
      return typeof value === 'number' && Number.isFinite(value) && fitsNumber(value, schema);
    case 'array': {
      const { minItems = 0, maxItems = Infinity, items } = schema;
      if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) return false;
      return value.every((item) => fits(item, asSchema(items)));
    }
    case 'object':
      return isLoose(value) && fitsObject(value, schema);
    default:
      return true;
  }
}
