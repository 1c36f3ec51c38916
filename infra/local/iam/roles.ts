import * as z from 'zod/mini';
import type { FoundResource, Resolver } from '../template/resolve.ts';
import type { Condition } from './conditions.ts';

/** What a role allows. Nothing else is in the product's templates, and nothing else is understood. */
export interface Statement {
  readonly actions: readonly string[];
  /** ARNs, possibly with wildcards. */
  readonly resources: readonly string[];
  /** @default none */
  readonly conditions?: readonly Condition[];
}

/** The statements of each role, by the physical name of the function or the schedule that has it. */
export type Roles = ReadonlyMap<string, readonly Statement[]>;

const OneOrMore = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value): readonly string[] => (typeof value === 'string' ? [value] : value)),
);

/** By the name of a value of the request. */
const Patterns = z.optional(z.record(z.string(), OneOrMore));

/** Strict, so that another condition, a `Deny` or a `NotAction` stops the start instead of being ignored. */
const PolicyDocument = z.object({
  Statement: z.array(
    z.strictObject({
      Sid: z.optional(z.string()),
      Effect: z.literal('Allow'),
      Action: OneOrMore,
      Resource: OneOrMore,
      Condition: z.optional(z.strictObject({ StringLike: Patterns, StringLikeIfExists: Patterns })),
    }),
  ),
});
const RoleProperties = z.object({
  Policies: z._default(z.array(z.object({ PolicyDocument })), []),
  ManagedPolicyArns: z._default(z.array(z.string()), []),
});
const PolicyProperties = z.object({ PolicyDocument, Roles: z._default(z.array(z.string()), []) });
const FunctionProperties = z.object({ FunctionName: z.string(), Role: z.string() });
const ScheduleProperties = z.object({ Target: z.object({ RoleArn: z.string() }) });

/**
 * Reads what each function and each schedule may do from the synthesized templates.
 * @throws Error that names the role whose permissions cannot be evaluated.
 */
export function readRoles(resolver: Resolver): Roles {
  const parsed = <Schema extends z.ZodMiniType>(schema: Schema, resource: FoundResource): z.output<Schema> => {
    const result = schema.safeParse(resolver.properties(resource));
    if (result.success) return result.data;
    throw new Error(
      `the local stack cannot evaluate the permissions of ${resource.logicalId}: ${result.error.message}`,
    );
  };
  const policies = resolver.find('AWS::IAM::Policy').map((policy) => parsed(PolicyProperties, policy));
  const roles = new Map(
    resolver.find('AWS::IAM::Role').map((role) => [resolver.ref(role), { role, arn: resolver.arn(role) }]),
  );
  const statementsOf = (owner: string, arn: string): readonly Statement[] => {
    const [name, found] = [...roles].find(([, role]) => role.arn === arn) ?? [];
    if (!found) throw new Error(`${owner} has no role`);
    const { Policies, ManagedPolicyArns } = parsed(RoleProperties, found.role);
    if (ManagedPolicyArns.length > 0) throw new Error(`the local stack does not know ${ManagedPolicyArns.join()}`);
    const documents = [...Policies, ...policies.filter((policy) => policy.Roles.includes(name ?? ''))];
    return documents.flatMap(({ PolicyDocument: { Statement: all } }) => all.map(statementOf));
  };
  return new Map([
    ...resolver.find('AWS::Lambda::Function').map((fn): [string, readonly Statement[]] => {
      const { FunctionName, Role } = parsed(FunctionProperties, fn);
      return [FunctionName, statementsOf(FunctionName, Role)];
    }),
    ...resolver.find('AWS::Scheduler::Schedule').map((schedule): [string, readonly Statement[]] => {
      const name = resolver.ref(schedule);
      return [name, statementsOf(name, parsed(ScheduleProperties, schedule).Target.RoleArn)];
    }),
  ]);
}

const statementOf = ({ Action, Resource, Condition: { StringLike = {}, StringLikeIfExists = {} } = {} }: Parsed) => ({
  actions: Action,
  resources: Resource,
  conditions: [
    ...Object.entries(StringLike).map(([key, patterns]) => ({ key, patterns, isOptional: false })),
    ...Object.entries(StringLikeIfExists).map(([key, patterns]) => ({ key, patterns, isOptional: true })),
  ],
});

type Parsed = z.output<typeof PolicyDocument>['Statement'][number];
