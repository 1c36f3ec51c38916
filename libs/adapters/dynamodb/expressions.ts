/** Both must hold. */
export const allOf = (...sentences: readonly string[]): string =>
  sentences.map((sentence) => `(${sentence})`).join(' AND ');

/** `#name` for every attribute, always: then no list of reserved words has to be known. Here they get their names. */
export const namesIn = (...expressions: readonly string[]): Record<string, string> =>
  Object.fromEntries(expressions.flatMap((text) => text.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]));

/** What an update does to an item. Paths are dotted. */
export interface Change {
  /** `undefined` leaves the attribute as it is, `null` removes it. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Sums; attributes of the item itself only, absent ones count as 0. */
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
  /** Further clauses of `SET`, for what depends on what is there. */
  readonly also?: readonly string[];
  /** Sentences that must all hold; none where the update fits whatever is there. */
  readonly when: readonly string[];
  /** Of `also` and `when`. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What an update, or one in a transaction, says besides its key. */
export interface UpdateExpressions {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

export function expressionsOf({
  set = {},
  add = {},
  remove = [],
  also = [],
  when,
  values = {},
}: Change): UpdateExpressions {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const put = given.filter(([, value]) => value !== null);
  const gone = [...given.filter(([, value]) => value === null).map(([path]) => path), ...remove];
  const sums = Object.entries(add);
  const clauses = [
    section('SET', [...put.map(([path]) => `${nameOf(path)} = ${placeholderOf(path)}`), ...also]),
    section(
      'ADD',
      sums.map(([path]) => `${nameOf(path)} ${placeholderOf(path)}`),
    ),
    section('REMOVE', gone.map(nameOf)),
  ];
  const UpdateExpression = clauses.filter(Boolean).join(' ');
  const ConditionExpression = allOf(...when);
  return {
    UpdateExpression,
    ...(when.length > 0 && { ConditionExpression }),
    ExpressionAttributeNames: namesIn(UpdateExpression, ConditionExpression),
    ExpressionAttributeValues: {
      ...Object.fromEntries([...put, ...sums].map(([path, value]) => [placeholderOf(path), value])),
      ...values,
    },
  };
}

const section = (verb: string, clauses: readonly string[]) =>
  clauses.length > 0 ? `${verb} ${clauses.join(', ')}` : '';
const nameOf = (path: string) =>
  path
    .split('.')
    .map((step) => `#${step}`)
    .join('.');
/** Apart from the placeholders that sentences use. */
const placeholderOf = (path: string) => `:new_${path.replaceAll('.', '_')}`;
