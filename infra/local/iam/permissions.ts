import type { Roles, Statement } from './roles.ts';

/** One action on one resource, as a service checks it. */
export interface Access {
  readonly action: string;
  /** ARN. */
  readonly resource: string;
}

export interface Permissions {
  /**
   * @param authorization - The request's header. Only the access key of a function is checked; any other is an
   *   administrator, such as a test.
   * @returns the message of the refusal; `undefined` when all is allowed.
   */
  refusalOf(authorization: string | undefined, accesses: readonly Access[]): string | undefined;
}

const ACCESS_KEY = /Credential=([^/]+)\//;

/** The access key with which a function signs here. */
export const accessKeyOf = (functionName: string): string => functionName;

/** Evaluates the roles of the synthesized template, as IAM would. */
export function createPermissions(roles: Roles): Permissions {
  return {
    refusalOf(authorization, accesses) {
      const key = ACCESS_KEY.exec(authorization ?? '')?.[1] ?? '';
      const statements = roles.get(key);
      const denied = statements && accesses.find((access) => !statements.some((one) => allows(one, access)));
      return (
        denied &&
        `User: ${key} is not authorized to perform: ${denied.action} on resource: ${denied.resource} because no identity-based policy allows the ${denied.action} action`
      );
    },
  };
}

const allows = ({ actions, resources }: Statement, { action, resource }: Access): boolean =>
  actions.some((pattern) => matches(pattern, action)) && resources.some((pattern) => matches(pattern, resource));

/** In a pattern `*` is any text and `?` any character. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}
