import { describe, expect, it } from 'vitest';
import { toHttpRequest } from './request.ts';

const deadline = new AbortController().signal;
const SIGNED = { userArn: 'arn:aws:iam::123456789012:user/backend', accessKey: 'AKIDBACKEND' };
const rest = (path: string, identity?: object | null) => ({
  httpMethod: 'POST',
  path,
  headers: { Authorization: 'AWS4-HMAC-SHA256 …' },
  requestContext: { identity },
});
const isService = (event: unknown) => toHttpRequest(event, deadline).isService ?? false;

describe('a service request', () => {
  it('accepts a service request under /service when the API has verified its signature', () => {
    expect(isService(rest('/service/users/me/coach/chat/record', SIGNED))).toBe(true);
  });

  it('accepts no service request on other paths or without the whole IAM identity', () => {
    const path = '/service/users/me/coach/chat/record';
    const unsigned = [
      undefined,
      null,
      {},
      { userArn: null, accessKey: null, sourceIp: '127.0.0.1' },
      { userArn: SIGNED.userArn },
      { accessKey: '', userArn: SIGNED.userArn },
    ];
    for (const identity of unsigned) expect(isService(rest(path, identity))).toBe(false);
    for (const other of ['/users/me', '/services/x', '/coach/service/x', '//service/x']) {
      expect(isService(rest(other, SIGNED))).toBe(false);
    }
  });

  it('accepts no service request from a Function URL', () => {
    const http = { method: 'POST' };
    const event = { version: '2.0', rawPath: '/service/users/me/x', requestContext: { http, identity: SIGNED } };
    expect(isService(event)).toBe(false);
    expect(isService({ ...event, httpMethod: 'POST', path: event.rawPath })).toBe(false);
  });
});

const readable = (event: unknown) => {
  const { body, deadline: given, ...request } = toHttpRequest(event, deadline);
  return { ...request, body: Buffer.from(body).toString(), hasItsDeadline: given === deadline };
};

it('reads a Function URL event: method, path, decoded query, lower-cased headers, body and deadline', () => {
  const event = {
    version: '2.0',
    rawPath: '/users/a%20b',
    rawQueryString: 'limit=5&name=a%20%2B+b&cursor=',
    headers: { Authorization: 'Bearer x', 'X-Request-ID': 'r1' },
    requestContext: { http: { method: 'PUT' } },
    body: '{"text":"Grüße"}',
    isBase64Encoded: false,
  };
  expect(readable(event)).toEqual({
    frontDoor: 'function_url',
    method: 'PUT',
    path: '/users/a%20b',
    query: { limit: '5', name: 'a + b', cursor: '' },
    headers: { authorization: 'Bearer x', 'x-request-id': 'r1' },
    body: '{"text":"Grüße"}',
    hasItsDeadline: true,
  });
});

it('reads an event of the API: method, path, query, lower-cased headers, body and deadline', () => {
  const event = {
    httpMethod: 'DELETE',
    path: '/users/a b',
    queryStringParameters: { limit: '5', name: 'a + b' },
    headers: { Authorization: 'Bearer x', 'X-Request-ID': 'r1' },
    body: Buffer.from('{"text":"Grüße"}').toString('base64'),
    isBase64Encoded: true,
    requestContext: {},
  };
  expect(readable(event)).toEqual({
    frontDoor: 'rest',
    method: 'DELETE',
    path: '/users/a b',
    query: { limit: '5', name: 'a + b' },
    headers: { authorization: 'Bearer x', 'x-request-id': 'r1' },
    body: '{"text":"Grüße"}',
    hasItsDeadline: true,
    isService: false,
  });
});

it('reads an event without query, headers and body as one with empty ones', () => {
  const url = { version: '2.0', rawPath: '/', requestContext: { http: { method: 'GET' } } };
  const rest = {
    ...{ httpMethod: 'GET', path: '/', queryStringParameters: null, headers: null, body: null },
    requestContext: { identity: null },
  };
  for (const event of [url, rest]) expect(readable(event)).toMatchObject({ query: {}, headers: {}, body: '' });
});

it('decodes a body of a Function URL that came in base64', () => {
  const event = { version: '2.0', rawPath: '/', requestContext: { http: { method: 'POST' } } };
  expect(readable({ ...event, body: 'eyJhIjoxfQ==', isBase64Encoded: true }).body).toBe('{"a":1}');
});

it('refuses an event that is not an HTTP request', () => {
  for (const event of [null, {}, 'warm up', { httpMethod: 'GET', path: '/', requestContext: null }]) {
    expect(() => toHttpRequest(event, deadline)).toThrow('not an HTTP request');
  }
});
