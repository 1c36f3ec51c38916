import * as z from 'zod/mini';
import type { Resolver } from './resolve.ts';

const Permission = z.object({
  /** ARN of a function. */
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.optional(z.string()),
  FunctionUrlAuthType: z.optional(z.string()),
  InvokedViaFunctionUrl: z.optional(z.boolean()),
});

/** Who may call a function: one statement of its resource policy. */
export type CallerRule = z.output<typeof Permission>;

export const readCallerRules = (resolver: Resolver): readonly CallerRule[] =>
  resolver.find('AWS::Lambda::Permission').map((resource) => Permission.parse(resolver.properties(resource)));
