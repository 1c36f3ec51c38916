import { Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { Data } from '../constructs/data.ts';
import { Identity } from '../constructs/identity.ts';

/** People and their data, which must not be lost. It depends on no other stack and changes rarely. */
export class StateStack extends Stack {
  readonly data: Data;
  readonly identity: Identity;

  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { readonly config: StageConfig }) {
    super(scope, id, { ...props, terminationProtection: config.keepsData });
    this.data = new Data(this, 'Data', { keep: config.keepsData });
    this.identity = new Identity(this, 'Identity', config);
  }
}
