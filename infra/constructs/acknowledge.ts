import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Lets a finding of cdk-nag stand, below `scope`, for a reason. */
export function acknowledge(scope: IConstruct, id: string, reason: string): void {
  Validations.of(scope).acknowledge({ id, reason });
}
