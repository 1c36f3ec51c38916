import { accessFailure, namedFailure } from '../aws-failures.ts';

/** The result of one check. */
export interface Finding {
  readonly subject: string;
  readonly result: 'ok' | 'failed' | 'skipped';
  /** What was found, or what to do about it. */
  readonly says: string;
}

/** One line, for example `failed  bootstrap: run npx cdk bootstrap`. */
export const lineOf = ({ subject, result, says }: Finding): string => `${result.padEnd(7)} ${subject}: ${says}`;

export const ok = (says: string) => ({ result: 'ok' as const, says });
export const failed = (says: string) => ({ result: 'failed' as const, says });

/** Runs a check. An error that it did not expect is a finding too, so that the other checks still run. */
export async function examine(subject: string, check: () => Promise<Omit<Finding, 'subject'>>): Promise<Finding> {
  try {
    return { subject, ...(await check()) };
  } catch (error) {
    const says = accessFailure(error as Error) ?? `could not be checked: ${namedFailure(error as Error)}`;
    return { subject, ...failed(says) };
  }
}
