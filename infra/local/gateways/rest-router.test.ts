import { expect, it } from 'vitest';
import type { RestMethod, RestResource } from '../template/rest-api.ts';
import { route } from './rest-router.ts';

const METHOD: RestMethod = {
  authorization: 'NONE',
  integration: { kind: 'lambda', functionArn: 'fn', streamed: false, timeoutMs: 1 },
};

/** Builds a resource tree from routes such as `'GET /users/{userId}'`. */
function tree(...routes: readonly string[]): RestResource {
  interface Node {
    path: string;
    pathPart: string;
    children: Node[];
    methods: Map<string, RestMethod>;
  }
  const root: Node = { path: '/', pathPart: '', children: [], methods: new Map() };
  for (const line of routes) {
    const [method = '', path = ''] = line.split(' ');
    let node = root;
    for (const pathPart of path.split('/').filter(Boolean)) {
      let child = node.children.find((candidate) => candidate.pathPart === pathPart);
      if (!child) {
        child = { path: `${node.path.replace(/\/$/, '')}/${pathPart}`, pathPart, children: [], methods: new Map() };
        node.children.push(child);
      }
      node = child;
    }
    node.methods.set(method, METHOD);
  }
  const withIds = (node: Node): RestResource => ({ ...node, id: node.path, children: node.children.map(withIds) });
  return withIds(root);
}

const ROOT = tree(
  'ANY /',
  'ANY /{proxy+}',
  'ANY /users/{userId}',
  'POST /users/{userId}/sessions/{sessionId}/stream',
  'GET /users/{userId}/sessions/open',
  'PUT /users/{userId}/sessions/{sessionId}',
);

it.each<[string, string, string | undefined, Record<string, string>]>([
  ['GET', '/', '/', {}],
  ['GET', '/users/u1', '/users/{userId}', { userId: 'u1' }],
  ['GET', '/users/u1/', '/users/{userId}', { userId: 'u1' }],
  [
    'POST',
    '/users/u1/sessions/s1/stream',
    '/users/{userId}/sessions/{sessionId}/stream',
    { userId: 'u1', sessionId: 's1' },
  ],
  ['GET', '/users/u1/sessions/open', '/users/{userId}/sessions/open', { userId: 'u1' }],
  ['PUT', '/users/u1/sessions/closed', '/users/{userId}/sessions/{sessionId}', { userId: 'u1', sessionId: 'closed' }],
  ['GET', '/users/u%2F1', '/users/{userId}', { userId: 'u/1' }],
  ['GET', '/users/%zz', '/users/{userId}', { userId: '%zz' }],
  // No other resource matches the whole path, so the greedy one does.
  ['GET', '/users/u1/sessions', '/{proxy+}', { proxy: 'users/u1/sessions' }],
  ['GET', '/users', '/{proxy+}', { proxy: 'users' }],
  ['GET', '/else/where', '/{proxy+}', { proxy: 'else/where' }],
])('routes %s %s to %s', (method, path, resource, pathParameters) => {
  const found = route(ROOT, method, path);
  expect(found).toMatchObject({ resource: { path: resource }, method: METHOD });
  expect(found?.pathParameters).toEqual(pathParameters);
});

it('finds a resource without a method when it lacks the verb', () => {
  const found = route(ROOT, 'GET', '/users/u1/sessions/s1/stream');
  expect(found).toMatchObject({ resource: { path: '/users/{userId}/sessions/{sessionId}/stream' }, method: undefined });
});

it('finds no route where there is no resource', () => {
  expect(route(tree('GET /a'), 'GET', '/b')).toBeUndefined();
  expect(route(tree('GET /a/b'), 'GET', '/a')).toBeUndefined();
});
