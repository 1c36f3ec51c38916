import type { Condition } from './conditions.ts';
import type { Roles } from './roles.ts';

/** One action on one resource that a role allows. */
export interface Grant {
  /** Whose role it is: the physical name of a function, or of a schedule. */
  readonly principal: string;
  readonly action: string;
  /** ARN, possibly with wildcards. */
  readonly resource: string;
  /** All of them must be met. */
  readonly conditions: readonly Condition[];
}

/** Every single grant of the roles. */
export const grantsOf = (roles: Roles): readonly Grant[] =>
  [...roles].flatMap(([principal, statements]) =>
    statements.flatMap(({ actions, resources, conditions = [] }) =>
      actions.flatMap((action) => resources.map((resource) => ({ principal, action, resource, conditions }))),
    ),
  );

/** One line, which also names the grant in {@link isNamed}. */
export const lineOf = ({ principal, action, resource }: Grant): string => `${principal} ${action} ${resource}`;

export const isNamed = (grant: Grant, line: string | undefined): boolean => lineOf(grant) === line;
