import type { CallerRule } from '../template/caller-rules.ts';
import type { FunctionUrlSpec } from '../template/functions.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../template/local-values.ts';
import type { RestApiSpec, RestResource } from '../template/rest-api.ts';
import { patternOf } from './pattern.ts';

/** What is called: by whom, and which rule that needs. */
interface Call {
  readonly name: string;
  readonly functionArn: string;
  isAllowedBy(rule: CallerRule): boolean;
}

export interface Callers {
  readonly callerRules: readonly CallerRule[];
  readonly api: RestApiSpec;
  readonly urls: readonly FunctionUrlSpec[];
}

/**
 * Checks that the API may call each function behind its methods, and that any caller may call the functions with a URL.
 * Without the permission AWS would answer 500 at the API and 403 at the URL.
 *
 * @throws Error that names the first call that no rule allows.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function checkCallers({ callerRules, api, urls }: Callers): void {
  const calls = [...methodsOf(api, api.root), ...urls.flatMap(urlCalls)];
  for (const { name, functionArn, isAllowedBy } of calls) {
    const isAllowed = callerRules.some((rule) => rule.FunctionName === functionArn && isAllowedBy(rule));
    if (!isAllowed) throw new Error(`no permission lets ${name} call ${functionArn}`);
  }
}

function methodsOf(api: RestApiSpec, { path, methods, children }: RestResource): readonly Call[] {
  const own = [...methods].flatMap(([method, { integration }]): Call[] => {
    if (integration.kind !== 'lambda') return [];
    const source = `arn:aws:execute-api:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${api.id}/${api.stage}/${method}${path}`;
    return [
      {
        name: `API Gateway (${method} ${path})`,
        functionArn: integration.functionArn,
        isAllowedBy: ({ Action, Principal, SourceArn = '*' }) =>
          Action === 'lambda:InvokeFunction' &&
          Principal === 'apigateway.amazonaws.com' &&
          patternOf(SourceArn).test(source),
      },
    ];
  });
  return [...own, ...children.flatMap((child) => methodsOf(api, child))];
}

/** Both are needed for a URL without IAM. */
const urlCalls = ({ functionArn }: FunctionUrlSpec): readonly Call[] => [
  {
    name: 'any caller of its URL (lambda:InvokeFunctionUrl)',
    functionArn,
    isAllowedBy: ({ Action, Principal, FunctionUrlAuthType }) =>
      Action === 'lambda:InvokeFunctionUrl' && Principal === '*' && FunctionUrlAuthType === 'NONE',
  },
  {
    name: 'any caller of its URL (lambda:InvokeFunction)',
    functionArn,
    isAllowedBy: ({ Action, Principal, InvokedViaFunctionUrl }) =>
      Action === 'lambda:InvokeFunction' && Principal === '*' && InvokedViaFunctionUrl === true,
  },
];
