import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { COACHES } from '#contract/coaches';

const TABLE = 'libs/contract/coaches.ts';

/**
 * The tier table lists features, and some have the name of their coach. What every coach must bring (its entry, its
 * words, its fields in the docs) are records by `CoachName`, so that the compiler requires them. The scripted product has a state for each coach.
 */
const EXCEPTIONS =
  /^libs\/contract\/tiers\.ts:|^frontend\/web\/src\/(app\/coach-entries\.tsx|i18n\/)|^libs\/testing\/docs\/events-page\.ts:|^frontend\/testing\/(product|scripted)-/;

/** The spellings of each coach: name, kind and function. */
const SPELLINGS = new Map(
  Object.entries(COACHES).flatMap(([name, row]) => [name, row.kind, row.function].map((spelling) => [spelling, name])),
);

/** What can list several things: values, types, members and cases. */
const isList = (node: ts.Node): boolean =>
  ts.isArrayLiteralExpression(node) ||
  ts.isObjectLiteralExpression(node) ||
  ts.isObjectBindingPattern(node) ||
  ts.isUnionTypeNode(node) ||
  ts.isTupleTypeNode(node) ||
  ts.isTypeLiteralNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isCaseBlock(node);

/** Coaches that the node names by a literal, a property or a member. Code inside functions belongs to no list. */
function coachesIn(node: ts.Node): readonly string[] {
  if (ts.isFunctionLike(node) && !ts.isMethodSignature(node)) return [];
  const isName = ts.isStringLiteralLike(node) || (ts.isIdentifier(node) && namesMember(node));
  const own = isName ? SPELLINGS.get(node.text) : undefined;
  const inner: string[] = [];
  ts.forEachChild(node, (child) => void inner.push(...coachesIn(child)));
  return own ? [own, ...inner] : inner;
}

const namesMember = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAssignment(parent) ||
  ts.isShorthandPropertyAssignment(parent) ||
  ts.isPropertySignature(parent) ||
  ts.isBindingElement(parent);

/** Every list that names two coaches or more, as `path:line`. */
function listsIn(path: string, text: string): readonly string[] {
  const named = new Set([...SPELLINGS].flatMap(([spelling, name]) => (text.includes(spelling) ? name : [])));
  if (named.size < 2) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isList(node) && new Set(coachesIn(node)).size > 1) {
      found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('coaches', () => {
  const paths = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs'], { encoding: 'utf8' }).trim().split('\n');
  const lists = paths.flatMap((path) => listsIn(path, readFileSync(path, 'utf8')));

  it('are listed in the table of coaches and nowhere else', () => {
    expect(lists.filter((place) => !place.startsWith(`${TABLE}:`) && !EXCEPTIONS.test(place))).toEqual([]);
  });

  it('are found where they are listed, in more than 500 files', () => {
    expect(paths.length).toBeGreaterThan(500);
    expect(lists.filter((place) => place.startsWith(`${TABLE}:`))).toHaveLength(1);
  });

  it.each([
    `const KINDS = ['coach_creator', 'game_coach'];`,
    `type Kind = 'coach_creator' | 'game_coach';`,
    'type Kinds = readonly ["coach_creator", "game_coach"];',
    `const KINDS = z.enum(['coach_creator', 'game_coach']);`,
    `const STREAMS = { coachCreator: 1, gameCoach: 2 };`,
    `const STREAMS = { a: 'stream-coach-creator-session', b: 'stream-game-coach' };`,
    `const ROWS = [{ kind: 'coach_creator' }, { kind: 'game_coach' }];`,
    'interface Streams { readonly coachCreator: string; readonly gameCoach: string }',
    'const { coachCreator, gameCoach } = streams;',
    `switch (kind) { case 'coach_creator': break; case 'game_coach': break; }`,
    `const VIEWS = { coachCreator: () => 1, gameCoach: () => 2 };`,
  ])('are found in %s', (text) => {
    expect(listsIn('planted.ts', `const other = 1;\n${text}`)).toEqual([expect.stringMatching(/^planted\.ts:2$/)]);
  });

  it.each([
    `const KINDS = ['coach_creator', 'coach_creator'];`,
    `const RUNS = [() => run('coach_creator'), () => run('game_coach')];`,
    `const [a, b] = [COACHES.coachCreator, COACHES.gameCoach];`,
  ])('are not listed by %s', (text) => {
    expect(listsIn('planted.ts', text)).toEqual([]);
  });
});
