import { validationFailed } from './errors.ts';
import { type Path, type Placeholders, parsePath, placeholderValue, read, resolve } from './paths.ts';
import { memoize, type Tokens, tokensOf } from './tokens.ts';
import { compare, type Item, isEqual, isSet, sizeOf, typeOf, type Value } from './values.ts';

export type Operand =
  | { readonly is: 'path'; readonly path: Path }
  | { readonly is: 'value'; readonly name: string }
  | { readonly is: 'size'; readonly path: Path };

type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
const FUNCTIONS = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains'] as const;
type FunctionName = (typeof FUNCTIONS)[number];

/** A condition, key condition or filter. All three have the same grammar. */
export type Condition =
  | { readonly is: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly is: 'not'; readonly part: Condition }
  | { readonly is: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly is: 'between'; readonly value: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly is: 'in'; readonly value: Operand; readonly among: readonly Operand[] }
  | { readonly is: FunctionName; readonly path: Path; readonly argument?: Operand };

const isComparator = (word: string): word is Comparator => ['=', '<>', '<', '<=', '>', '>='].includes(word);
const isFunction = (word: string): word is FunctionName => FUNCTIONS.some((name) => name === word);

export const parseCondition = memoize((expression: string): Condition => {
  const tokens = tokensOf(expression);
  const condition = parseOr(tokens);
  return tokens.peek() === undefined ? condition : tokens.fail();
});

function parseOr(tokens: Tokens): Condition {
  const parts = [parseAnd(tokens)];
  while (tokens.take('OR')) parts.push(parseAnd(tokens));
  return only(parts) ?? { is: 'or', parts };
}

function parseAnd(tokens: Tokens): Condition {
  const parts = [parseNot(tokens)];
  while (tokens.take('AND')) parts.push(parseNot(tokens));
  return only(parts) ?? { is: 'and', parts };
}

const only = (parts: readonly Condition[]): Condition | undefined => (parts.length === 1 ? parts[0] : undefined);

function parseNot(tokens: Tokens): Condition {
  if (tokens.take('NOT')) return { is: 'not', part: parseNot(tokens) };
  if (!tokens.take('(')) return parseTerm(tokens);
  const inner = parseOr(tokens);
  tokens.expect(')');
  return inner;
}

function parseTerm(tokens: Tokens): Condition {
  const word = tokens.peek() ?? tokens.fail();
  if (isFunction(word) && tokens.peek(1) === '(') return parseFunction(tokens, word);
  const left = parseOperand(tokens);
  if (tokens.take('BETWEEN')) {
    const low = parseOperand(tokens);
    tokens.expect('AND');
    return { is: 'between', value: left, low, high: parseOperand(tokens) };
  }
  if (tokens.take('IN')) return { is: 'in', value: left, among: parseList(tokens) };
  const sign = tokens.next();
  return isComparator(sign) ? { is: sign, left, right: parseOperand(tokens) } : tokens.fail();
}

function parseFunction(tokens: Tokens, name: FunctionName): Condition {
  tokens.next();
  tokens.expect('(');
  const path = parsePath(tokens);
  const argument = tokens.take(',') ? parseOperand(tokens) : undefined;
  tokens.expect(')');
  return argument ? { is: name, path, argument } : { is: name, path };
}

function parseList(tokens: Tokens): readonly Operand[] {
  tokens.expect('(');
  const operands = [parseOperand(tokens)];
  while (tokens.take(',')) operands.push(parseOperand(tokens));
  tokens.expect(')');
  return operands;
}

export function parseOperand(tokens: Tokens): Operand {
  if (tokens.peek()?.startsWith(':')) return { is: 'value', name: tokens.next() };
  if (tokens.peek() === 'size' && tokens.peek(1) === '(') {
    tokens.next();
    tokens.expect('(');
    const path = parsePath(tokens);
    tokens.expect(')');
    return { is: 'size', path };
  }
  return { is: 'path', path: parsePath(tokens) };
}

export function operandValue(operand: Operand, item: Item | undefined, given: Placeholders): Value | undefined {
  if (operand.is === 'value') return placeholderValue(operand.name, given);
  const found = read(item, resolve(operand.path, given));
  return operand.is === 'path' || found === undefined ? found : lengthOf(found);
}

const lengthOf = (value: Value): number => {
  if (isSet(value)) return value.size;
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? value.length : Object.keys(value).length;
  return sizeOf(value);
};

/** True when `item` (`undefined` when it does not exist) meets the condition. */
export function holds(condition: Condition, item: Item | undefined, given: Placeholders): boolean {
  const value = (operand: Operand) => operandValue(operand, item, given);
  switch (condition.is) {
    case 'and':
      return condition.parts.every((part) => holds(part, item, given));
    case 'or':
      return condition.parts.some((part) => holds(part, item, given));
    case 'not':
      return !holds(condition.part, item, given);
    case 'between': {
      const [middle, low, high] = [value(condition.value), value(condition.low), value(condition.high)];
      if (inOrder('>', low, high))
        throw validationFailed('BETWEEN requires an upper bound that is not below the lower one');
      return inOrder('<=', low, middle) && inOrder('<=', middle, high);
    }
    case 'in': {
      const [wanted, ...among] = [condition.value, ...condition.among].map(value);
      return wanted !== undefined && among.some((candidate) => candidate !== undefined && isEqual(wanted, candidate));
    }
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return inOrder(condition.is, value(condition.left), value(condition.right));
    default:
      return callHolds(
        condition.is,
        read(item, resolve(condition.path, given)),
        condition.argument && value(condition.argument),
      );
  }
}

/** An absent value is equal to no value and unequal to every value. Values without an order are in no order. */
function inOrder(sign: Comparator, left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return sign === '<>' && left !== right;
  if (sign === '=') return isEqual(left, right);
  if (sign === '<>') return !isEqual(left, right);
  const order = compare(left, right);
  if (order === undefined) return false;
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[sign];
}

function callHolds(name: FunctionName, found: Value | undefined, argument: Value | undefined): boolean {
  if (name === 'attribute_exists') return found !== undefined;
  if (name === 'attribute_not_exists') return found === undefined;
  if (argument === undefined) throw validationFailed(`Incorrect number of operands for function; function: ${name}`);
  if (found === undefined) return false;
  if (name === 'attribute_type') return typeOf(found) === argument;
  if (name === 'begins_with')
    return typeof found === 'string' && typeof argument === 'string' && found.startsWith(argument);
  if (typeof found === 'string') return typeof argument === 'string' && found.includes(argument);
  if (isSet(found)) return typeof argument === 'string' && found.has(argument);
  return Array.isArray(found) && found.some((part) => isEqual(part as Value, argument));
}
