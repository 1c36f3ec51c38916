import { type Operand, operandValue, parseOperand } from './conditions.ts';
import { validationFailed } from './errors.ts';
import { type Path, type Placeholders, parsePath, placeholderValue, read, resolve } from './paths.ts';
import { memoize, type Tokens, tokensOf } from './tokens.ts';
import { type Item, isSet, type Value } from './values.ts';

type Source =
  | Operand
  | { readonly is: 'if_not_exists'; readonly path: Path; readonly otherwise: Operand }
  | { readonly is: 'list_append'; readonly first: Source; readonly second: Source }
  | { readonly is: '+' | '-'; readonly left: Source; readonly right: Source };

type Action =
  | { readonly is: 'SET'; readonly path: Path; readonly source: Source }
  | { readonly is: 'REMOVE'; readonly path: Path }
  | { readonly is: 'ADD' | 'DELETE'; readonly path: Path; readonly value: string };

const CLAUSES = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

export const parseUpdate = memoize((expression: string): readonly Action[] => {
  const tokens = tokensOf(expression);
  const actions: Action[] = [];
  const seen = new Set<string>();
  while (tokens.peek() !== undefined) {
    const clause = CLAUSES.find((name) => tokens.take(name)) ?? tokens.fail();
    if (seen.has(clause))
      throw validationFailed(`The "${clause}" section can only be used once in an update expression`);
    seen.add(clause);
    do actions.push(parseAction(tokens, clause));
    while (tokens.take(','));
  }
  return actions.length > 0 ? actions : tokens.fail();
});

function parseAction(tokens: Tokens, clause: (typeof CLAUSES)[number]): Action {
  const path = parsePath(tokens);
  if (clause === 'REMOVE') return { is: 'REMOVE', path };
  if (clause === 'ADD' || clause === 'DELETE') return { is: clause, path, value: tokens.next() };
  tokens.expect('=');
  const left = parseSource(tokens);
  const sign = (['+', '-'] as const).find((candidate) => tokens.take(candidate));
  return { is: 'SET', path, source: sign ? { is: sign, left, right: parseSource(tokens) } : left };
}

function parseSource(tokens: Tokens): Source {
  const word = tokens.peek();
  if (tokens.peek(1) !== '(' || (word !== 'if_not_exists' && word !== 'list_append')) return parseOperand(tokens);
  tokens.next();
  tokens.expect('(');
  if (word === 'if_not_exists') {
    const path = parsePath(tokens);
    tokens.expect(',');
    const otherwise = parseOperand(tokens);
    tokens.expect(')');
    return { is: word, path, otherwise };
  }
  const first = parseSource(tokens);
  tokens.expect(',');
  const second = parseSource(tokens);
  tokens.expect(')');
  return { is: word, first, second };
}

/** Applies the update to `item` (only the key when none exists). Operands read the item as it was before. */
export function updated(item: Item, actions: readonly Action[], given: Placeholders): Item {
  const paths = actions.map(({ path }) => resolve(path, given));
  refuseOverlaps(paths);
  const after: Record<string, Value> = { ...item };
  actions.forEach((action, place) => {
    const [name, ...rest] = paths[place] ?? [];
    const value = newValue(action, paths[place] ?? [], item, given);
    if (rest.length === 0 && value === undefined) delete after[String(name)];
    else after[String(name)] = write(after[String(name)], rest, value);
  });
  return Object.freeze(after);
}

function newValue(action: Action, path: Path, item: Item, given: Placeholders): Value | undefined {
  if (action.is === 'REMOVE') return undefined;
  if (action.is === 'SET') return sourceValue(action.source, item, given);
  const [change, stored] = [placeholderValue(action.value, given), read(item, path)];
  if (action.is === 'DELETE') return withoutMembers(stored, change);
  if (isSet(change)) return new Set([...(stored === undefined ? [] : setOf(stored)), ...change]);
  // A stored null exists and is not a number.
  return numberOf(change) + numberOf(stored === undefined ? 0 : stored);
}

/** A set that has lost its last member is removed. */
function withoutMembers(stored: Value | undefined, change: Value): Value | undefined {
  const members = setOf(change);
  const left = stored === undefined ? [] : [...setOf(stored)].filter((member) => !members.has(member));
  return left.length > 0 ? new Set(left) : undefined;
}

function setOf(value: Value): ReadonlySet<string> {
  if (!isSet(value)) throw validationFailed('An operand in the update expression has an incorrect data type');
  return value;
}

function sourceValue(source: Source, item: Item, given: Placeholders): Value {
  const part = (inner: Source) => sourceValue(inner, item, given);
  switch (source.is) {
    case '+':
      return numberOf(part(source.left)) + numberOf(part(source.right));
    case '-':
      return numberOf(part(source.left)) - numberOf(part(source.right));
    case 'list_append':
      return Object.freeze([...listOf(part(source.first)), ...listOf(part(source.second))]);
    case 'if_not_exists': {
      const found = read(item, resolve(source.path, given));
      return found === undefined ? known(operandValue(source.otherwise, item, given)) : found;
    }
    default:
      return known(operandValue(source, item, given));
  }
}

function known(value: Value | undefined): Value {
  if (value === undefined)
    throw validationFailed('The provided expression refers to an attribute that does not exist in the item');
  return value;
}

function numberOf(value: Value): number {
  if (typeof value !== 'number')
    throw validationFailed('An operand in the update expression has an incorrect data type');
  return value;
}

function listOf(value: Value): readonly Value[] {
  if (!Array.isArray(value)) throw validationFailed('An operand in the update expression has an incorrect data type');
  return value as readonly Value[];
}

/** Replaces the value at `path` by `put`, or removes it. DynamoDB appends beyond the end of a list. */
function write(value: Value | undefined, path: Path, put: Value | undefined): Value {
  const [step, ...rest] = path;
  if (step === undefined) return known(put);
  if (typeof step === 'number' && Array.isArray(value)) {
    const list = [...(value as readonly Value[])];
    if (rest.length > 0) list[step] = write(list[step], rest, put);
    else if (put !== undefined) list[Math.min(step, list.length)] = put;
    else list.splice(step, 1);
    return Object.freeze(list);
  }
  if (typeof step === 'number' || typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw validationFailed('The document path provided in the update expression is invalid for update');
  }
  const { [step]: old, ...others } = value as Item;
  if (rest.length === 0 && put === undefined) return Object.freeze(others);
  return Object.freeze({ ...value, [step]: rest.length > 0 ? write(old, rest, put) : known(put) });
}

function refuseOverlaps(paths: readonly Path[]): void {
  paths.forEach((path, place) => {
    const clash = paths.slice(place + 1).find((other) => {
      const shared = Math.min(path.length, other.length);
      return path.slice(0, shared).every((step, depth) => step === other[depth]);
    });
    if (clash)
      throw validationFailed(`Two document paths overlap with each other: ${path.join('.')}, ${clash.join('.')}`);
  });
}
