import { expect, it } from 'vitest';
import { Template, type Templates } from './assembly.ts';
import { localValues, PSEUDO_PARAMETERS } from './local-values.ts';
import { createResolver, Unresolvable } from './resolve.ts';

const identity = { issuer: 'http://127.0.0.1:4000/local/issuer', clientId: 'web' };

const STATE = {
  Resources: {
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Named: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'given' } },
    Main: { Type: 'AWS::DynamoDB::GlobalTable' },
  },
  Outputs: {
    Table: { Value: { Ref: 'Main' }, Export: { Name: { 'Fn::Sub': `\${AWS::StackName}:Main` } } },
    Issuer: { Value: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] } },
  },
};

/** Resolves `node` in a stack beside STATE. */
function resolve(node: unknown): unknown {
  const templates: Templates = new Map([
    ['state', Template.parse(STATE)],
    [
      'app',
      Template.parse({
        Resources: {
          It: { Type: 'Test::It', Properties: { node } },
          Client: { Type: 'AWS::Cognito::UserPoolClient' },
          Work: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: { 'Fn::Join': ['-', ['a', 'job']] } } },
          Queue: { Type: 'AWS::SQS::Queue' },
        },
      }),
    ],
  ]);
  const resolver = createResolver(templates, localValues(identity), PSEUDO_PARAMETERS);
  const [it] = resolver.find('Test::It');
  return it && (resolver.properties(it) as { node: unknown }).node;
}

it.each<[string, unknown, unknown]>([
  ['a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['the stack’s own name', { Ref: 'AWS::StackName' }, 'app'],
  ['a resource with a name', { Ref: 'Work' }, 'a-job'],
  ['a resource without one', { Ref: 'Queue' }, 'app-Queue'],
  ['an ARN', { 'Fn::GetAtt': ['Work', 'Arn'] }, 'arn:aws:lambda:us-east-1:123456789012:function:a-job'],
  ['an ARN, written as text', { 'Fn::GetAtt': 'Queue.Arn' }, 'arn:aws:sqs:us-east-1:123456789012:app-Queue'],
  ['an attribute that nothing local has', { 'Fn::GetAtt': ['Queue', 'Some.Thing'] }, 'app-Queue.Some.Thing'],
  ['another stack’s output', { 'Fn::GetStackOutput': { StackName: 'state', OutputName: 'Table' } }, 'state-Main'],
  ['an imported value', { 'Fn::ImportValue': 'state:Main' }, 'state-Main'],
  [
    'the user pool as the local issuer',
    { 'Fn::GetStackOutput': { StackName: 'state', OutputName: 'Issuer' } },
    identity.issuer,
  ],
  ['the web client', { Ref: 'Client' }, 'web'],
  ['Join of functions', { 'Fn::Join': ['/', [{ Ref: 'AWS::Partition' }, 'x']] }, 'aws/x'],
  ['Select of Split', { 'Fn::Select': ['2', { 'Fn::Split': ['/', 'https://host/'] }] }, 'host'],
  [
    'Sub',
    { 'Fn::Sub': `a \${Work} \${Work.Arn} \${!literal}` },
    `a a-job arn:aws:lambda:us-east-1:123456789012:function:a-job \${literal}`,
  ],
  ['Sub with its own values', { 'Fn::Sub': [`\${X}-\${AWS::Region}`, { X: { Ref: 'Work' } }] }, 'a-job-us-east-1'],
  ['deep inside', { list: [{ of: { Ref: 'Work' } }] }, { list: [{ of: 'a-job' }] }],
  ['nothing for NoValue', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
])('the resolver resolves %s', (_, node, expected) => {
  expect(resolve(node)).toEqual(expected);
});

it.each<[string, unknown, string]>([
  ['an unknown intrinsic function', { 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, 'does not know Fn::Cidr'],
  ['a missing resource', { Ref: 'Nobody' }, 'no resource Nobody'],
  ['a missing export', { 'Fn::ImportValue': 'x' }, 'no stack exports x'],
  ['a missing output', { 'Fn::GetStackOutput': { StackName: 'state', OutputName: 'x' } }, 'no output x'],
])('the resolver throws for %s', (_, node, message) => {
  expect(() => resolve(node)).toThrow(Unresolvable);
  expect(() => resolve(node)).toThrow(message);
});
