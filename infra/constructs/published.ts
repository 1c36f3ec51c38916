import { CfnOutput, Fn, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Makes a value an output of its stack, under this id.
 *
 * CDK's own cross-stack references pass a resource's attribute and compute with it in the other stack. CloudFormation
 * does not support every function there, so what is computed is passed as a whole.
 * @returns the value for another stack, which must depend on this one.
 */
export function published(scope: Construct, id: string, value: string): string {
  const stack = Stack.of(scope);
  const output = new CfnOutput(scope, id, { value });
  return Fn.getStackOutput(stack.stackName, output.logicalId);
}
