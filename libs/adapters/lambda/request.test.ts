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

describe('a call of a backend', () => {
  it('is one that the API has verified, under /service', () => {
    expect(isService(rest('/service/users/me/coach/chat/record', SIGNED))).toBe(true);
  });

  it('is none elsewhere, or without all that IAM says', () => {
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

  it('never comes by a Function URL', () => {
    const http = { method: 'POST' };
    const event = { version: '2.0', rawPath: '/service/users/me/x', requestContext: { http, identity: SIGNED } };
    expect(isService(event)).toBe(false);
    expect(isService({ ...event, httpMethod: 'POST', path: event.rawPath })).toBe(false);
  });
});

it('refuses what is no HTTP request', () => {
  for (const event of [null, {}, 'warm up', { httpMethod: 'GET', path: '/', requestContext: null }]) {
    expect(() => toHttpRequest(event, deadline)).toThrow('not an HTTP request');
  }
});
