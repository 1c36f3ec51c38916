import type { Template, Templates } from './assembly.ts';

export interface FoundResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Unresolved, as in the template. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The local value of a resource for `Ref` (no attribute) or `Fn::GetAtt`. */
export type LocalValue = (resource: FoundResource, attribute: string | undefined, resolve: Resolve) => string;
type Resolve = (node: unknown) => unknown;

export interface Resolver {
  /** All resources of a type, in every stack. */
  find(type: string): readonly FoundResource[];
  /** The resource's properties with every intrinsic function resolved. */
  properties(resource: FoundResource): unknown;
  /** The value of `Ref` for it. */
  ref(resource: FoundResource): string;
  /** The value of its attribute `Arn`. */
  arn(resource: FoundResource): string;
}

/** The template uses something that the local stack cannot resolve. */
export class Unresolvable extends Error {
  override readonly name = 'Unresolvable';
}

/**
 * Resolves CloudFormation's intrinsic functions, also across stacks.
 *
 * @param pseudo - Values of `AWS::Region` and its like.
 */
export function createResolver(
  templates: Templates,
  localValue: LocalValue,
  pseudo: Readonly<Record<string, string>>,
): Resolver {
  const all = [...templates].flatMap(([stackName, template]) => resourcesOf(stackName, template));
  const resourceIn = (stackName: string, logicalId: string): FoundResource => {
    const found = all.find((resource) => resource.stackName === stackName && resource.logicalId === logicalId);
    if (!found) throw new Unresolvable(`${stackName} has no resource ${logicalId}`);
    return found;
  };
  const scoped = (stackName: string): Resolve => {
    const resolve: Resolve = (node) => {
      if (Array.isArray(node)) return node.map(resolve).filter((item) => item !== undefined);
      if (typeof node !== 'object' || node === null) return node;
      const [[name, argument] = ['', undefined], ...others] = Object.entries(node);
      if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) return call(name, argument);
      return Object.fromEntries(
        Object.entries(node)
          .map(([key, value]): [string, unknown] => [key, resolve(value)])
          .filter(([, value]) => value !== undefined),
      );
    };
    const reference = (target: string): unknown => {
      if (target === 'AWS::NoValue') return undefined;
      if (target === 'AWS::StackName') return stackName;
      if (target.startsWith('AWS::')) return pseudo[target] ?? fail(`no value for ${target}`);
      return localValue(resourceIn(stackName, target), undefined, resolve);
    };
    const attribute = (logicalId: string, name: string): string =>
      localValue(resourceIn(stackName, logicalId), name, resolve);
    const call = (name: string, argument: unknown): unknown => {
      if (name === 'Ref') return reference(String(argument));
      if (name === 'Fn::GetAtt') return attribute(...attributePath(argument));
      if (name === 'Fn::GetStackOutput') return stackOutput(resolve(argument));
      if (name === 'Fn::ImportValue') return imported(String(resolve(argument)));
      if (name === 'Fn::Sub') return substitute(argument, resolve, (path) => inSub(path, reference, attribute));
      return PURE[name]?.(resolve(argument)) ?? fail(`the local stack does not know ${name}`);
    };
    return resolve;
  };
  const stackOutput = (argument: unknown): unknown => {
    const { StackName, OutputName } = argument as { StackName: string; OutputName: string };
    const output = templates.get(StackName)?.Outputs[OutputName] ?? fail(`${StackName} has no output ${OutputName}`);
    return scoped(StackName)(output.Value);
  };
  const imported = (exportName: string): unknown => {
    for (const [stackName, { Outputs }] of templates) {
      const resolve = scoped(stackName);
      const found = Object.values(Outputs).find(
        (output) => output.Export && resolve(output.Export.Name) === exportName,
      );
      if (found) return resolve(found.Value);
    }
    return fail(`no stack exports ${exportName}`);
  };
  return {
    find: (type) => all.filter((resource) => resource.type === type),
    properties: (resource) => scoped(resource.stackName)(resource.properties),
    ref: (resource) => localValue(resource, undefined, scoped(resource.stackName)),
    arn: (resource) => localValue(resource, 'Arn', scoped(resource.stackName)),
  };
}

const resourcesOf = (stackName: string, { Resources }: Template): FoundResource[] =>
  Object.entries(Resources).map(([logicalId, { Type, Properties }]) => ({
    stackName,
    logicalId,
    type: Type,
    properties: Properties,
  }));

/** Functions that need only their arguments. */
const PURE: Readonly<Record<string, (argument: unknown) => unknown>> = {
  'Fn::Join': (argument) => {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.join(separator);
  },
  'Fn::Split': (argument) => {
    const [separator, text] = argument as [string, string];
    return text.split(separator);
  },
  'Fn::Select': (argument) => {
    const [index, list] = argument as [string | number, unknown[]];
    return list[Number(index)];
  },
};

/** `${Name}`, `${Name.Attribute}`, and `${!literal}`. */
function substitute(argument: unknown, resolve: Resolve, lookUp: (path: string) => unknown): string {
  const [text, own] = Array.isArray(argument)
    ? (argument as [string, Record<string, unknown>])
    : [argument as string, {}];
  return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, path: string) => {
    if (literal) return `\${${path}}`;
    return String(path in own ? resolve(own[path]) : lookUp(path));
  });
}

/** `Name` or `Name.Attribute`. */
function inSub(
  path: string,
  reference: (target: string) => unknown,
  attribute: (id: string, name: string) => string,
): unknown {
  const at = path.indexOf('.');
  return at < 0 ? reference(path) : attribute(path.slice(0, at), path.slice(at + 1));
}

function attributePath(argument: unknown): [string, string] {
  if (Array.isArray(argument)) return [String(argument[0]), String(argument[1])];
  const [logicalId = '', ...rest] = String(argument).split('.');
  return [logicalId, rest.join('.')];
}

function fail(message: string): never {
  throw new Unresolvable(message);
}
