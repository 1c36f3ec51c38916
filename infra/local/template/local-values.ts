import type { LocalValue } from './resolve.ts';

export const LOCAL_REGION = 'us-east-1';
/** The account id of AWS's documentation. */
export const LOCAL_ACCOUNT = '123456789012';

export const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': LOCAL_REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

export interface LocalIdentity {
  readonly issuer: string;
  readonly clientId: string;
}

/** Properties that set the physical name of a resource. */
const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::ApiGateway::Stage': 'StageName',
};

/** The service in a resource's ARN, and the text before its name. */
const ARN_PREFIXES: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:`,
  'AWS::DynamoDB::GlobalTable': `arn:aws:dynamodb:${LOCAL_REGION}:${LOCAL_ACCOUNT}:table/`,
  'AWS::DynamoDB::Table': `arn:aws:dynamodb:${LOCAL_REGION}:${LOCAL_ACCOUNT}:table/`,
  'AWS::Logs::LogGroup': `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:`,
  'AWS::SQS::Queue': `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:`,
  'AWS::S3::Bucket': 'arn:aws:s3:::',
};

/** The ARN of a resource with this physical name. */
export const arnOf = (type: string, name: string): string =>
  `${ARN_PREFIXES[type] ?? `arn:aws:local:${LOCAL_REGION}:${LOCAL_ACCOUNT}:`}${name}`;

/**
 * Stable values for names and ARNs that CloudFormation would generate. Named resources keep their names; other names come
 * from the place in the template. The user pool is the local issuer.
 */
export function localValues(identity: LocalIdentity): LocalValue {
  return (resource, attribute, resolve) => {
    const { type, stackName, logicalId, properties } = resource;
    if (type === 'AWS::Cognito::UserPool' && attribute === 'ProviderURL') return identity.issuer;
    if (type === 'AWS::Cognito::UserPoolClient' && attribute === undefined) return identity.clientId;
    const given = resolve(properties[NAME_PROPERTIES[type] ?? '']);
    const name = typeof given === 'string' ? given : `${stackName}-${logicalId}`;
    if (attribute === undefined) return name;
    // Of a log group, this attribute names its streams.
    if (attribute === 'Arn') return `${arnOf(type, name)}${type === 'AWS::Logs::LogGroup' ? ':*' : ''}`;
    return `${name}.${attribute}`;
  };
}
