import { conditionOf } from './conditions.ts';
import { type Grant, grantsOf, isNamed } from './grants.ts';
import { patternOf } from './pattern.ts';
import type { Roles } from './roles.ts';

/** One action on one resource, as a service checks it. */
export interface Access {
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Values of the request that conditions test, such as `s3:prefix`. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface Permissions {
  /**
   * @param authorization - The request's header. Only the access key of a function is checked; any other is an
   *   administrator, such as a test.
   * @returns the message of the refusal; `undefined` when all is allowed.
   */
  refusalOf(authorization: string | undefined, accesses: readonly Access[]): string | undefined;
  /** The same for a role that a service uses. @param principal - A function or a schedule with a role. */
  refusalFor(principal: string, accesses: readonly Access[]): string | undefined;
  /** Every grant. */
  readonly all: readonly Grant[];
  /** The grants that nothing has needed yet: each access so far was allowed by another one, too. */
  unneeded(): readonly Grant[];
  /** The messages of the refusals so far. */
  refused(): readonly string[];
}

const ACCESS_KEY = /Credential=([^/]+)\//;

/** The access key with which a function signs here. */
export const accessKeyOf = (functionName: string): string => functionName;

/**
 * Evaluates the roles of the synthesized template, as IAM would.
 *
 * @param without - The line of a grant that is left out, to see what needs it.
 */
export function createPermissions(roles: Roles, without?: string): Permissions {
  const grants = grantsOf(roles)
    .filter((grant) => !isNamed(grant, without))
    .map((grant) => ({
      grant,
      action: patternOf(grant.action),
      resource: patternOf(grant.resource),
      isMetBy: conditionOf(grant.conditions),
    }));
  const needed = new Set<Grant>();
  const refused: string[] = [];

  const isAllowed = (principal: string, { action, resource, context }: Access): boolean => {
    const found = grants.filter(
      (one) =>
        one.grant.principal === principal &&
        one.action.test(action) &&
        one.resource.test(resource) &&
        one.isMetBy(context),
    );
    if (found.length === 1 && found[0]) needed.add(found[0].grant);
    return found.length > 0;
  };
  const refusalFor = (principal: string, accesses: readonly Access[]): string | undefined => {
    const denied = accesses.find((access) => !isAllowed(principal, access));
    if (!denied) return undefined;
    const message = `User: ${principal} is not authorized to perform: ${denied.action} on resource: ${denied.resource} because no identity-based policy allows the ${denied.action} action`;
    refused.push(message);
    return message;
  };
  return {
    refusalFor,
    refusalOf(authorization, accesses) {
      const key = ACCESS_KEY.exec(authorization ?? '')?.[1] ?? '';
      return roles.has(key) ? refusalFor(key, accesses) : undefined;
    },
    all: grants.map(({ grant }) => grant),
    unneeded: () => grants.map(({ grant }) => grant).filter((grant) => !needed.has(grant)),
    refused: () => refused,
  };
}
