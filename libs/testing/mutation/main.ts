import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { print, Refusal, readOptions, runCommand } from '#infra/operator-command';
import { areaOf, isMutated } from './areas.ts';
import { merged, newSurvivors, readBaseline, writeBaseline } from './baseline.ts';
import { resultsOf } from './mutants.ts';
import { reasonOf } from './reason-of.ts';
import { percentOf, reportOf, scoresOf } from './report.ts';
import { runStryker } from './run-stryker.ts';

const REPORT = 'docs/mutation.md';
/** Results are stored after each batch, so that the next run continues one that was ended. */
const BATCH_FILES = 9;

await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  const isOption = (arg: string) => arg.startsWith('-');
  const { fresh: isFresh, report } = readOptions(args.filter(isOption), {
    fresh: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  });
  const before = readBaseline();
  if (report) return written(before);
  const files = filesOf(args.filter((arg) => !isOption(arg)));
  let results = before;
  for (const [area, ofArea] of Map.groupBy(files, areaOf)) {
    if (area === undefined) continue;
    print(`${area.folder}: ${ofArea.length} files`);
    for (const files of batchesOf(ofArea)) {
      results = merged(results, resultsOf(await runStryker({ area, files, isFresh })));
      writeBaseline(results);
      print(`stored up to ${files.at(-1)}`);
    }
  }
  written(results);
  const unknown = newSurvivors(before, results).filter((mutant) => reasonOf(mutant) === undefined);
  for (const { file, original, replacement } of unknown) print(`survives: ${file}: ${original} → ${replacement}`);
  return print(`${unknown.length} new survivors`, unknown.length > 0 ? 1 : 0);
}

/** The files to mutate under these paths; all of them without a path. */
function filesOf(paths: readonly string[]): readonly string[] {
  const wanted = paths.map((path) => path.replace(/^\.\//, '').replace(/\/$/, ''));
  const all = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\n')
    .filter(isMutated);
  const chosen = all.filter(
    (file) => wanted.length === 0 || wanted.some((path) => file === path || file.startsWith(`${path}/`)),
  );
  if (chosen.length === 0) throw new Refusal(`nothing is mutated under ${wanted.join(', ')} (see areas.ts)`);
  return chosen;
}

function batchesOf(files: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(files.length / BATCH_FILES);
  return Array.from({ length: count }, (_, place) => files.slice(place * BATCH_FILES, (place + 1) * BATCH_FILES));
}

function written(results: Parameters<typeof reportOf>[0]): number {
  writeFileSync(REPORT, reportOf(results));
  for (const { area, noticed, survivors, percent } of scoresOf(results)) {
    print(
      `${area.folder.padEnd(24)} ${percentOf(percent).padStart(7)}  ${noticed} noticed, ${survivors.length} survive`,
    );
  }
  return 0;
}
