import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXCEPTIONS, NO_SENTENCE, OLD_TYPE, OLD_WORDS, type OldWord } from './vocabulary-rules.ts';

const ROOT = import.meta.dirname;
const FOLDERS = ['libs', 'functions', 'infra', 'frontend', 'bench'];
const NOT_OURS = /(^|\/)(node_modules|dist|cdk\.out|\.coachstream)\//;

/** What a file calls things. */
interface Words {
  readonly path: string;
  readonly names: ReadonlySet<string>;
  /** Fields of types and interfaces. */
  readonly fields: ReadonlySet<string>;
  /** Of `describe`, `it` and `test`. */
  readonly titles: readonly string[];
  /** Of `it` and `test` alone. */
  readonly sentences: readonly string[];
}

function wordsOf(path: string, code: string): Words {
  const names = new Set<string>();
  const fields = new Set<string>();
  const titles: string[] = [];
  const sentences: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) names.add(node.text);
    if (ts.isPropertySignature(node) && ts.isIdentifier(node.name)) fields.add(node.name.text);
    const title = ts.isCallExpression(node) ? titleOf(node) : undefined;
    if (title) titles.push(title.text);
    if (title && title.by !== 'describe') sentences.push(title.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, code, ts.ScriptTarget.Latest));
  return { path, names, fields, titles, sentences };
}

/** `it('…')`, `it.each(rows)('…')`, `describe.skipIf(here)('…')`. */
function titleOf({ expression, arguments: [first] }: ts.CallExpression) {
  let callee: ts.Node = expression;
  while (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) callee = callee.expression;
  if (!first || !ts.isIdentifier(callee) || !/^(it|test|describe)$/.test(callee.text)) return undefined;
  if (ts.isStringLiteralLike(first)) return { by: callee.text, text: first.text };
  if (!ts.isTemplateExpression(first)) return undefined;
  const rest = first.templateSpans.map(({ literal }) => `…${literal.text}`);
  return { by: callee.text, text: [first.head.text, ...rest].join('') };
}

/** `takeTheHTTPWay_2` is `take the http way 2`. */
const partsOf = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[^A-Za-z\d]+/g, ' ')
    .toLowerCase()
    .trim();

const isType = (name: string) => /^[A-Z][a-z]/.test(name);

function oldWordsOf({ path, names, fields, titles }: Words): readonly string[] {
  const known = OLD_WORDS.filter(({ under }) => under?.test(path) ?? true);
  const found = (what: string, text: string, words: readonly Pick<OldWord, 'old' | 'instead'>[]) =>
    words.filter(({ old }) => old.test(text)).map(({ instead }) => `${path}: ${what} → ${instead}`);
  return [
    ...path.split('/').flatMap((name) => found('file name', partsOf(name), known)),
    ...[...names]
      .filter((name) => !(name in EXCEPTIONS))
      .flatMap((name) => found(name, partsOf(name), isType(name) || fields.has(name) ? [...known, OLD_TYPE] : known)),
    ...titles.flatMap((title) =>
      found(
        `"${title}"`,
        title.toLowerCase(),
        known.filter(({ namesOnly }) => !namesOnly),
      ),
    ),
  ];
}

const noSentencesOf = ({ path, sentences }: Words): readonly string[] =>
  sentences.filter((title) => NO_SENTENCE.test(title)).map((title) => `${path}: "${title}"`);

describe('the words of the code', () => {
  let files: readonly Words[];

  beforeAll(() => {
    files = FOLDERS.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name))),
    )
      .filter((path) => /\.(tsx?|mjs)$/.test(path) && !NOT_OURS.test(path))
      .map((path) => wordsOf(path, readFileSync(join(ROOT, path), 'utf8')));
  });

  it('are read from every file: names, file names and test titles', () => {
    expect(files.length).toBeGreaterThan(700);
    expect(new Set(files.flatMap(({ names }) => [...names])).size).toBeGreaterThan(5_000);
    expect(files.flatMap(({ sentences }) => sentences).length).toBeGreaterThan(1_000);
  });

  it('are the words of the field, in names, file names and test titles', () => {
    expect(files.flatMap(oldWordsOf)).toEqual([]);
  });

  it('make a whole sentence of each test title', () => {
    expect(files.flatMap(noSentencesOf)).toEqual([]);
  });

  it('need each exception that is listed', () => {
    const names = new Set(files.flatMap(({ names }) => [...names]));
    expect(Object.keys(EXCEPTIONS).filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('the search for old words', () => {
  const planted = (code: string, path = 'libs/domain/planted.ts') =>
    oldWordsOf(wordsOf(path, code)).map((line) => line.split(': ')[1]);

  it.each([
    ['function takeTaste() {}', 'takeTaste → trial, preview'],
    ['const TRANSACTION_LEGS = 1;', 'TRANSACTION_LEGS → transaction items'],
    ['class Open { #purse = 1; }', '#purse → budget hold'],
    ['interface Course {}', 'Course → epoch log, turn progress'],
    ['type LastSaid = string;', 'LastSaid → ModelReply, TurnText'],
    ['interface Stream { readonly said?: string }', 'said → ModelReply, TurnText'],
    ['const rows = { keptMap: 1 };', 'keptMap → persistent, faulty, retained'],
    ["it.each([1])('has %i legs', () => {});", '"has %i legs" → transaction items'],
    [`describe(\`the pulse of \${name}\`, () => {});`, '"the pulse of …" → heartbeat'],
  ])('finds one in %s', (code, found) => {
    expect(planted(code)).toEqual([found]);
  });

  it('finds one in a file name, and names of the engine under services alone', () => {
    expect(planted('', 'libs/domain/outside-turn/brain.ts')).toEqual([
      'file name → external loop',
      'file name → simulated model',
    ]);
    expect(planted('const lookAgain = 1;', 'libs/services/turn/planted.ts')).toHaveLength(1);
    expect(planted('const lookAgain = 1;')).toEqual([]);
  });

  it('finds none in other words, in a part of a word or in an exception', () => {
    expect(
      planted("const said = impulse(brainstorm, legend, playedAt); it('shows a resting pulse, of course');"),
    ).toEqual([]);
  });

  it('finds titles that are no sentence', () => {
    const code = "it('that failed is dropped'); test.each([1])('of %i turns'); describe('in memory'); it('drops it');";
    expect(noSentencesOf(wordsOf('a.test.ts', code))).toEqual([
      'a.test.ts: "that failed is dropped"',
      'a.test.ts: "of %i turns"',
    ]);
  });
});
