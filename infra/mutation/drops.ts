/** A place in the resources of a template: a resource, or something in it. */
export type Path = readonly (string | number)[];

interface Resource {
  readonly Type: string;
  readonly Properties?: unknown;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
}

export interface TemplateJson {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

/** What is the CDK's own, and what only describes. */
const LEFT = /^(AWS::CDK::Metadata|Custom::)/;
const POLICIES = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;

/** Everything that can be left out of a template, one at a time: resources, properties, and parts of lists. */
export function dropsOf({ Resources = {} }: TemplateJson): readonly Path[] {
  return Object.entries(Resources).flatMap(([id, resource]): readonly Path[] => {
    if (LEFT.test(resource.Type) || id.startsWith('Custom')) return [];
    return [
      [id],
      ...POLICIES.flatMap((policy): readonly Path[] => (policy in resource ? [[id, policy]] : [])),
      ...partsOf(resource.Properties, [id, 'Properties']),
    ];
  });
}

function partsOf(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null || isIntrinsic(value)) return [];
  return Object.entries(value).flatMap(([name, part]): readonly Path[] => {
    const place = [...path, Array.isArray(value) ? Number(name) : name];
    // To leave out the only part of a list is to leave out the list.
    const isOnly = Array.isArray(value) && value.length === 1;
    return [...(isOnly ? [] : [place]), ...partsOf(part, place)];
  });
}

/** A reference or function of CloudFormation, which is one value. */
const isIntrinsic = (value: object): boolean =>
  Object.keys(value).length === 1 && /^(Ref|Condition|Fn::.*)$/.test(Object.keys(value)[0] ?? '');

/** The template without what is at this place; unchanged when there is nothing. */
export function without(template: TemplateJson, path: Path): TemplateJson {
  const copy = structuredClone(template) as { Resources?: object };
  const last = path.at(-1);
  let at: unknown = copy.Resources;
  for (const step of path.slice(0, -1)) at = (at as Record<string, unknown> | undefined)?.[step];
  if (Array.isArray(at)) at.splice(Number(last), 1);
  else if (typeof at === 'object' && at !== null) delete (at as Record<string, unknown>)[String(last)];
  return copy as TemplateJson;
}
