import { COACHES, type CoachRow } from '#contract/coaches';
import type { StreamConfig } from '#functions/config';

/** A coach whose stream function is deployed. */
export interface CoachStream {
  /** As `config.json` names it, for example `gameCoach`. */
  readonly name: string;
  readonly row: CoachRow;
  readonly config: StreamConfig;
}

/** Every coach of the table with the `config.ts` of its function, which is found by its path. */
export const readCoachStreams = (): Promise<CoachStream[]> =>
  Promise.all(
    Object.entries(COACHES).map(async ([name, row]) => {
      const { config } = (await import(`../../functions/${row.function}/config.ts`)) as { config: StreamConfig };
      return { name, row, config };
    }),
  );

/** The name in construct ids and outputs: `gameCoach` becomes `GameCoach`. */
export const pascalName = ({ name }: Pick<CoachStream, 'name'>): string =>
  `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/**
 * The settings that one stream function reads, and no others.
 *
 * @param values - Every setting that the stack knows.
 * @throws Error that names a setting which the stack does not know.
 */
export function environmentOf(
  { row, config }: CoachStream,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(config.settings.shape).map((name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${row.function} reads ${name}, which the stack does not set`);
      return [name, value];
    }),
  );
}
