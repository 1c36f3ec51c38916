/** Joins conditions that must all hold. */
export const allOf = (...sentences: readonly string[]): string =>
  sentences.map((sentence) => `(${sentence})`).join(' AND ');

/**
 * Every attribute is written as `#name`, so that no list of reserved words is needed. This maps the placeholders to
 * names.
 */
export const namesIn = (...expressions: readonly string[]): Record<string, string> =>
  Object.fromEntries(expressions.flatMap((text) => text.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]));

/** An update of one item. Paths are dotted. Conditions and `also` name only attributes that are words. */
export interface Change {
  /** `undefined` keeps the attribute, `null` removes it. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Numbers to add, or members of sets, to top-level attributes only. Absent attributes count as 0, or as empty. */
  readonly add?: Readonly<Record<string, number | ReadonlySet<string>>>;
  /** Members to take from sets, in top-level attributes only. A set without members becomes absent. */
  readonly delete?: Readonly<Record<string, ReadonlySet<string>>>;
  readonly remove?: readonly string[];
  /** Further `SET` clauses, for values that depend on the stored ones. */
  readonly also?: readonly string[];
  /** Conditions that must all hold. Empty when the update applies to any item. */
  readonly when: readonly string[];
  /** Placeholder values of `also` and `when`. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The expressions of an update or of an update within a transaction, without its key. */
export interface UpdateExpressions {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

export function expressionsOf({
  set = {},
  add = {},
  delete: taken = {},
  remove = [],
  also = [],
  when,
  values = {},
}: Change): UpdateExpressions {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const put = given.filter(([, value]) => value !== null);
  const gone = [...given.filter(([, value]) => value === null).map(([path]) => path), ...remove];
  const sums = Object.entries(add);
  const members = Object.entries(taken);
  const clauses = [
    section('SET', [...put.map(([path]) => `${nameOf(path)} = ${placeholderOf(path)}`), ...also]),
    section(
      'ADD',
      sums.map(([path]) => `${nameOf(path)} ${placeholderOf(path)}`),
    ),
    section(
      'DELETE',
      members.map(([path]) => `${nameOf(path)} ${placeholderOf(path)}`),
    ),
    section('REMOVE', gone.map(nameOf)),
  ];
  const UpdateExpression = clauses.filter(Boolean).join(' ');
  const paths = [...put, ...sums, ...members].map(([path]) => path).concat(gone);
  const ConditionExpression = allOf(...when);
  return {
    UpdateExpression,
    ...(when.length > 0 && { ConditionExpression }),
    ExpressionAttributeNames: { ...namesIn(UpdateExpression, ConditionExpression), ...namesOf(paths) },
    ExpressionAttributeValues: {
      ...Object.fromEntries([...put, ...sums, ...members].map(([path, value]) => [placeholderOf(path), value])),
      ...values,
    },
  };
}

const section = (verb: string, clauses: readonly string[]) =>
  clauses.length > 0 ? `${verb} ${clauses.join(', ')}` : '';
const nameOf = (path: string) =>
  path
    .split('.')
    .map((step) => `#${wordOf(step)}`)
    .join('.');
const namesOf = (paths: readonly string[]) =>
  Object.fromEntries(paths.flatMap((path) => path.split('.')).map((step) => [`#${wordOf(step)}`, step]));
/** Differs from the placeholders that conditions use. */
const placeholderOf = (path: string) => `:new_${wordOf(path)}`;
/** Placeholders have only letters, digits and `_`. Names of attributes may have more, for example `hold#6f1c-…`. */
const wordOf = (name: string) => name.replaceAll(/\W/g, '_');
