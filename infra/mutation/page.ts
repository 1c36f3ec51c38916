import type { Path, TemplateJson } from './drops.ts';

/** What becomes of a template without one of its parts. */
export interface Outcome {
  readonly part: string;
  readonly path: Path;
  readonly template: TemplateJson;
  /** The test that fails first; none when nobody notices. */
  readonly test: string | undefined;
}

const typeOf = ({ path, template }: Outcome): string => template.Resources?.[String(path[0])]?.Type ?? '';

/** `app AWS::SQS::Queue JobsFailures… Properties.VisibilityTimeout`. */
export const placeOf = (outcome: Outcome): string =>
  [outcome.part, typeOf(outcome), outcome.path[0], outcome.path.slice(1).join('.')].join(' ').trim();

/** The page `docs/stacks.md`. */
export function pageOf(outcomes: readonly Outcome[]): string {
  const byType = [...Map.groupBy(outcomes, typeOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  const survivors = (of: readonly Outcome[]) => of.filter(({ test }) => test === undefined);
  return [
    '# What the tests notice in the templates',
    '',
    'Written by `npm run mutate-templates`. It leaves out one resource, property or part of a list of the `prod` templates at a time. Then a test of `infra/constructs` or `infra/stacks` should fail. `npm run check-grants` shows the same for grants on the running product.',
    '',
    '| Type | Left out | Unnoticed |',
    '| --- | ---: | ---: |',
    ...byType.map(([type, of]) => `| ${type} | ${of.length} | ${survivors(of).length} |`),
    `| all | ${outcomes.length} | ${survivors(outcomes).length} |`,
    '',
    '## Unnoticed',
    '',
    ...survivors(outcomes)
      .map((outcome) => `- \`${placeOf(outcome)}\``)
      .sort(),
    '',
  ].join('\n');
}
