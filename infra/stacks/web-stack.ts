import { Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { Web } from '../constructs/web.ts';

/** The first stack: the distribution. The other stacks allow its domain. */
export class WebStack extends Stack {
  readonly web: Web;

  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { readonly config: StageConfig }) {
    super(scope, id, props);
    this.web = new Web(this, 'Web', { stage: config.stage, keep: config.keepsData });
  }
}
