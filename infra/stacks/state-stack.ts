import { Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { Data } from '../constructs/data.ts';
import { Identity } from '../constructs/identity.ts';

/** What must not be lost: people and their data. It depends on nothing, and changes rarely. */
export class StateStack extends Stack {
  readonly data: Data;
  readonly identity: Identity;

  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { readonly config: StageConfig }) {
    super(scope, id, { ...props, terminationProtection: config.keepsData });
    this.data = new Data(this, 'Data', { keep: config.keepsData });
    this.identity = new Identity(this, 'Identity', config);
  }
}
