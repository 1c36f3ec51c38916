import type { Product } from '../template/product.ts';
import { checkCallers } from './check-callers.ts';
import { createPermissions, type Permissions } from './permissions.ts';

/**
 * The permissions of the product's roles.
 *
 * @param without - The line of a grant that is left out.
 * @throws Error that names the first role with which a service of AWS could not do its part, or the first function that
 *   its caller may not call.
 */
export function openPermissions(product: Product, without?: string): Permissions {
  checkCallers(product);
  const { roles, serviceUses } = product;
  const permissions = createPermissions(roles, without);
  for (const { principal, accesses, purpose } of serviceUses) {
    const refusal = permissions.refusalFor(principal, accesses);
    if (refusal !== undefined) throw new Error(`${refusal}, which AWS needs ${purpose}`);
  }
  return permissions;
}
