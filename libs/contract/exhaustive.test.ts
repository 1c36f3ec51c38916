import { resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const EVENTS = resolve('libs/contract/events.ts');
const READERS = [
  'frontend/client/reduce-session.ts',
  'libs/contract/dialects/ag-ui.ts',
  'libs/contract/dialects/ai-sdk.ts',
].map((path) => resolve(path));

/** The files with compile errors when `events.ts` has this text. */
function brokenFiles(text: string): readonly string[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [EVENTS] }, ts.sys, '.');
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, version, ...rest) =>
    resolve(path) === EVENTS ? ts.createSourceFile(path, text, version) : getSourceFile(path, version, ...rest);
  const program = ts.createProgram([EVENTS, ...READERS], { ...options, types: [] }, host);
  const checked = program.getSourceFiles().filter(({ fileName }) => [EVENTS, ...READERS].includes(resolve(fileName)));
  expect(checked).toHaveLength(READERS.length + 1);
  return checked
    .filter((file) => program.getSemanticDiagnostics(file).length > 0)
    .map(({ fileName }) => resolve(fileName));
}

it('does not compile in the client, nor in a dialect, when the contract has an event that they do not handle', () => {
  const text = ts.sys.readFile(EVENTS) ?? '';
  const withConfetti = text
    .replace("discriminatedUnion('type', [", "$&\n  z.object({ type: z.literal('confetti') }),")
    .replace('export const WHEN = {', "$&\n  confetti: 'something is celebrated',");

  expect(withConfetti.match(/confetti/g)).toHaveLength(2);
  expect(brokenFiles(text)).toEqual([]);
  expect(brokenFiles(withConfetti).toSorted()).toEqual(READERS.toSorted());
});
