import { Refusal } from '#client/refusal';

interface Attempt<Body extends object> {
  readonly error: Error | null;
  readonly variables: (Body & { readonly id: string }) | undefined;
}

/**
 * The body with an id. A request that got no answer may have arrived: pressed again with the same body, it has the same
 * id, and the server does it once.
 */
export function withId<Body extends object>({ error, variables }: Attempt<Body>, body: Body): Body & { id: string } {
  const { id = '', ...last } = variables ?? {};
  const isLost = error !== null && !(error instanceof Refusal);
  const isSame = isLost && JSON.stringify(last) === JSON.stringify(body);
  return { ...body, id: isSame ? id : crypto.randomUUID() };
}
