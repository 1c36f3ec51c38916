import { validationFailed } from './errors.ts';
import { memoize, type Tokens } from './tokens.ts';
import { freeze, type Item, type Value } from './values.ts';

/** Steps into an item: names, still with their `#`, and list indexes. */
export type Path = readonly (string | number)[];

/** Values for the placeholders of a command's expressions. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Value>>;
}

const NAME = /^#?[A-Za-z_][\w]*$|^#[\w]+$/;

const wordsIn = memoize((expression: string) => expression.match(/[#:]\w+/g) ?? []);

/**
 * The placeholders of one command.
 * @throws ValidationException for a placeholder that is unused or undefined. DynamoDB does so before it reads any item.
 */
export function placeholders(
  { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: GivenPlaceholders,
  ...expressions: readonly (string | undefined)[]
): Placeholders {
  const used = new Set(expressions.flatMap((expression) => (expression === undefined ? [] : wordsIn(expression))));
  const unused = [...Object.keys(names), ...Object.keys(values)].filter((word) => !used.has(word));
  if (unused.length > 0)
    throw validationFailed(`Value provided in expression attributes unused in expressions: ${unused.join(', ')}`);
  const given = { names, values: freeze(values) as Item };
  for (const word of used) {
    if (word.startsWith('#')) resolve([word], given);
    else placeholderValue(word, given);
  }
  return given;
}

interface GivenPlaceholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

export function parsePath(tokens: Tokens): Path {
  const path: (string | number)[] = [];
  do {
    const name = tokens.next();
    if (!NAME.test(name)) tokens.fail();
    path.push(name);
    while (tokens.take('[')) {
      path.push(Number(tokens.next()));
      tokens.expect(']');
    }
  } while (tokens.take('.'));
  return path;
}

export function placeholderValue(placeholder: string, { values }: Placeholders): Value {
  const value = values[placeholder];
  if (value === undefined)
    throw validationFailed(
      `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
    );
  return value;
}

/** The path with its placeholders replaced. */
export function resolve(path: Path, { names }: Placeholders): Path {
  return path.map((step) => {
    if (typeof step === 'number' || !step.startsWith('#')) return step;
    const name = names[step];
    if (name === undefined)
      throw validationFailed(
        `An expression attribute name used in the document path is not defined; attribute name: ${step}`,
      );
    return name;
  });
}

/** The value at `path`, or `undefined`. Expects resolved names. */
export function read(item: Item | undefined, path: Path): Value | undefined {
  let value: Value | undefined = item;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined;
    else value = typeof step === 'string' && Object.hasOwn(value, step) ? (value as Item)[step] : undefined;
  }
  return value;
}
