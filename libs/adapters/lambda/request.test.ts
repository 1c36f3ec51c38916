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

it('refuses an event that is not an HTTP request', () => {
  for (const event of [null, {}, 'warm up', { httpMethod: 'GET', path: '/', requestContext: null }]) {
    expect(() => toHttpRequest(event, deadline)).toThrow('not an HTTP request');
  }
});
