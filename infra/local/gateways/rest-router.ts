import type { RestMethod, RestResource } from '../template/rest-api.ts';

export interface Route {
  readonly resource: RestResource;
  /** `undefined` when the resource lacks the method. The API then responds itself. */
  readonly method: RestMethod | undefined;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds a path's resource as API Gateway does: a literal segment wins over `{one}`, and `{one}` over `{all+}`. */
export function route(root: RestResource, method: string, path: string): Route | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const found = descend(root, segments, {});
  return found && { ...found, method: found.resource.methods.get(method) ?? found.resource.methods.get('ANY') };
}

type Found = Pick<Route, 'resource' | 'pathParameters'>;

function descend(
  resource: RestResource,
  segments: readonly string[],
  pathParameters: Record<string, string>,
): Found | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return resource.methods.size > 0 ? { resource, pathParameters } : undefined;
  const decoded = decode(segment);
  const literal = resource.children.find(({ pathPart }) => pathPart === decoded);
  const found = literal && descend(literal, rest, pathParameters);
  if (found) return found;
  for (const child of resource.children.filter(({ pathPart }) => /^\{[^+]+\}$/.test(pathPart))) {
    const one = descend(child, rest, { ...pathParameters, [child.pathPart.slice(1, -1)]: decoded });
    if (one) return one;
  }
  const greedy = resource.children.find(({ pathPart }) => pathPart.endsWith('+}'));
  if (!greedy || greedy.methods.size === 0) return undefined;
  const all = segments.map(decode).join('/');
  return { resource: greedy, pathParameters: { ...pathParameters, [greedy.pathPart.slice(1, -2)]: all } };
}

/** Decodes a segment. An invalid one stays unchanged, so that the function can reject it. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
