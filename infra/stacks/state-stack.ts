import { Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { Data } from '../constructs/data.ts';
import { Files } from '../constructs/files.ts';
import { Identity } from '../constructs/identity.ts';

export interface StateStackProps extends StackProps {
  readonly config: StageConfig;
  /** Exact origins of the web app. */
  readonly origins: readonly string[];
}

/** People and their data, which must not be lost. It changes rarely, and knows of other stacks the origin only. */
export class StateStack extends Stack {
  readonly data: Data;
  readonly files: Files;
  readonly identity: Identity;

  constructor(scope: Construct, id: string, { config, origins, ...props }: StateStackProps) {
    super(scope, id, { ...props, terminationProtection: config.keepsData });
    this.data = new Data(this, 'Data', { keep: config.keepsData });
    const { stage, hosted, keepsData: keep } = config;
    this.files = new Files(this, 'Files', { stage, hosted, keep, origins });
    this.identity = new Identity(this, 'Identity', config);
  }
}
