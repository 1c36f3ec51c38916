import type { Roles } from './roles.ts';

/** One action on one resource that a role allows. */
export interface Grant {
  /** Whose role it is: the physical name of a function, or of a schedule. */
  readonly principal: string;
  readonly action: string;
  /** ARN, possibly with wildcards. */
  readonly resource: string;
}

/** Every single grant of the roles. */
export const grantsOf = (roles: Roles): readonly Grant[] =>
  [...roles].flatMap(([principal, statements]) =>
    statements.flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => ({ principal, action, resource }))),
    ),
  );

/** One line, which also names the grant in {@link isNamed}. */
export const lineOf = ({ principal, action, resource }: Grant): string => `${principal} ${action} ${resource}`;

export const isNamed = (grant: Grant, line: string | undefined): boolean => lineOf(grant) === line;
