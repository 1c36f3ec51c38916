import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Aws, type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ProductFunction } from './product-function.ts';

/** A fixed name, so that the security policy of the web app can name the bucket without a reference to its stack. */
export const filesBucketName = (stage: string): string => `coachstream-${stage}-files-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/** The folders of the bucket. In each is a folder for each person. */
const FOLDERS = { uploads: 'user-uploads', assets: 'user-assets' } as const;

/** An action on the files of a folder. `ListBucket` lists it, and lets a read tell a missing file from a forbidden one. */
export type FileAction =
  | 'GetObject'
  | 'PutObject'
  | 'DeleteObject'
  | 'GetObjectTagging'
  | 'PutObjectTagging'
  | 'ListBucket';

/** What a function does with the files of people. */
export interface FileAccess {
  /** Images that a person brings. */
  readonly uploads?: readonly FileAction[];
  /** Pictures that were generated for a person. */
  readonly assets?: readonly FileAction[];
}

export interface FilesProps {
  readonly stage: string;
  /** Whether the bucket is retained when its stack is deleted. Otherwise it is emptied and deleted with it. */
  readonly keep: boolean;
  /** Whether the stack is deployed. Nothing has to empty a local bucket. */
  readonly hosted: boolean;
  /** Exact origins of pages that may upload and show files. */
  readonly origins: readonly string[];
}

/**
 * The bucket with the files of people. Only presigned forms and URLs lead from a browser to it.
 *
 * An upload has the tag `unreferenced=true` until something refers to it. What nothing has referred to after a week is
 * removed.
 */
export class Files extends Construct {
  readonly bucket: Bucket;
  /** Made of the fixed name, because a suppression names the resource as the other stack's policy has it. */
  readonly #arn: string;
  readonly #nameInFindings: string;

  constructor(scope: Construct, id: string, { stage, keep, hosted, origins }: FilesProps) {
    super(scope, id);
    const name = filesBucketName(stage);
    this.#arn = `arn:${Aws.PARTITION}:s3:::${name}`;
    this.#nameInFindings = name.replace(Aws.ACCOUNT_ID, '<AWS::AccountId>').replace(Aws.REGION, '<AWS::Region>');
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: name,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      autoDeleteObjects: hosted && !keep,
      lifecycleRules: [
        { id: 'unreferenced', tagFilters: { unreferenced: 'true' }, expiration: Duration.days(7) },
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: [{ allowedOrigins: [...origins], allowedMethods: [HttpMethods.GET, HttpMethods.POST], maxAge: 3_600 }],
    });
    if (hosted && !keep) this.#deleteLogsOfEmptying();
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Functions log each turn and job that uses a file; access logs cost more.',
    );
  }

  /** Allows exact actions on the files of a folder. A listing must name a prefix within it. */
  allow(fn: ProductFunction, access: FileAccess): void {
    const folders = Object.entries(FOLDERS).map(([kind, folder]) => ({
      folder,
      actions: access[kind as keyof FileAccess] ?? [],
    }));
    for (const { folder, actions } of folders) {
      const ofObjects = actions.filter((action) => action !== 'ListBucket');
      if (ofObjects.length === 0) continue;
      fn.allow(ofObjects.map(named), [`${this.#arn}/${folder}/*`]);
      const finding = `Resource::arn:<AWS::Partition>:s3:::${this.#nameInFindings}/${folder}/*`;
      acknowledge(fn, `AwsSolutions-IAM5[${finding}]`, 'Each person has a folder in this one.');
    }
    const listed = folders.filter(({ actions }) => actions.includes('ListBucket')).map(({ folder }) => `${folder}/*`);
    if (listed.length === 0) return;
    // S3 answers 404 for a missing file to callers that may list, and this request has no prefix.
    fn.allow([named('ListBucket')], [this.#arn], { StringLikeIfExists: { 's3:prefix': listed } });
  }

  /** Setting with the name of the bucket. */
  get environment(): { BUCKET_NAME: string } {
    return { BUCKET_NAME: this.bucket.bucketName };
  }

  /** CDK's function that empties the bucket logs to a group that would outlive the stack. So it gets another one. */
  #deleteLogsOfEmptying(): void {
    const provider = Stack.of(this).node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
    const logs = new LogGroup(this, 'EmptyingLogs', { retention: 7, removalPolicy: RemovalPolicy.DESTROY });
    (provider.node.findChild('Handler') as CfnResource).addPropertyOverride(
      'LoggingConfig.LogGroup',
      logs.logGroupName,
    );
  }
}

const named = (action: FileAction): string => `s3:${action}`;
