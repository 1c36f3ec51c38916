// Handlers that use a response stream in unusual ways, one per path. AWS's runtime and ours run them.
import { setTimeout as pause } from 'node:timers/promises';

const from = (stream, prelude) => awslambda.HttpResponseStream.from(stream, prelude);
const HEAD = {
  statusCode: 201,
  headers: { 'content-type': 'text/x-case', 'x-case': 'yes' },
  cookies: ['a=1; Path=/', 'b=2'],
};

/** What `/disconnect` observed of its client. `/disconnect-report` returns it. */
let noticed = [];

const CASES = {
  '/write-and-end': async (stream) => {
    const body = from(stream, HEAD);
    body.write('one ');
    body.write(Buffer.from('two '));
    body.end();
  },
  '/paced': async (stream) => {
    const body = from(stream, HEAD);
    for (const text of ['a', 'b', 'c']) {
      body.write(text);
      await pause(80);
    }
    body.end();
  },
  '/pipeline': async (stream) => {
    const { pipeline } = await import('node:stream/promises');
    const { Readable } = await import('node:stream');
    await pipeline(Readable.from(['piped ', 'through']), from(stream, HEAD));
  },
  '/large': async (stream) => {
    const body = from(stream, HEAD);
    for (let index = 0; index < 64; index++) {
      if (!body.write(Buffer.alloc(16_384, 97 + (index % 26)))) await new Promise((go) => body.once('drain', go));
    }
    body.end();
  },
  '/set-content-type': async (stream) => {
    stream.setContentType('text/x-plain');
    stream.write('typed');
    stream.end();
  },
  '/no-head': async (stream) => {
    stream.write('untyped');
    stream.end();
  },
  '/end-with-chunk-no-head': async (stream) => {
    stream.setContentType('text/x-plain');
    stream.end('typed');
  },
  '/object': async (stream) => {
    const body = from(stream, HEAD);
    body.write({ an: 'object' });
    body.end();
  },
  '/empty-write': async (stream) => {
    const body = from(stream, { statusCode: 204, headers: { 'x-case': 'empty' } });
    body.write('');
    body.end();
  },
  '/empty-write-418': async (stream) => {
    const body = from(stream, { statusCode: 418 });
    body.write('');
    body.end();
  },
  '/end-only': async (stream) => {
    from(stream, HEAD).end();
  },
  '/end-with-chunk': async (stream) => {
    from(stream, HEAD).end('chunk');
  },
  '/end-only-no-head': async (stream) => {
    stream.end();
  },
  '/from-twice': async (stream) => {
    from(stream, { statusCode: 200, headers: { 'x-case': 'first' } });
    const body = from(stream, { statusCode: 429, headers: { 'x-case': 'second' } });
    body.write('last wins');
    body.end();
  },
  '/from-after-write': async (stream) => {
    stream.setContentType('text/plain');
    stream.write('before ');
    try {
      from(stream, HEAD);
    } catch (error) {
      stream.write(`${error.name}: ${error.message}`);
    }
    stream.end();
  },
  '/throw-first': async () => {
    throw new Error('before the first byte');
  },
  '/throw-after-from': async (stream) => {
    from(stream, HEAD);
    throw new Error('before the first byte');
  },
  '/throw-in-the-middle': async (stream) => {
    const body = from(stream, HEAD);
    body.write('half');
    await pause(60);
    throw new Error('in the middle');
  },
  '/throw-a-string': async () => {
    throw 'a string';
  },
  '/not-async': () => 'not a promise',
  '/returns-a-value': async (stream) => {
    const body = from(stream, HEAD);
    body.write('written');
    body.end();
    return { ignored: true };
  },
  '/end-then-throw': async (stream) => {
    const body = from(stream, HEAD);
    body.write('whole');
    body.end();
    await pause(60);
    throw new Error('too late to matter');
  },
  '/destroy': async (stream) => {
    from(stream, HEAD).write('half');
    await pause(60);
    stream.destroy();
  },
  '/exit-first': async () => process.exit(3),
  '/exit-in-the-middle': async (stream) => {
    from(stream, HEAD).write('half');
    await pause(60);
    process.exit(3);
  },
  '/unhandled-rejection': async (stream) => {
    from(stream, HEAD).write('half');
    await pause(60);
    void Promise.reject(new Error('this promise is not awaited'));
    await pause(60_000);
  },
  '/no-end': async (stream) => {
    from(stream, HEAD).write('half');
  },
  '/bad-status': async (stream) => {
    const body = from(stream, { statusCode: 'yes' });
    body.write('body');
    body.end();
  },
  '/bad-header': async (stream) => {
    const body = from(stream, { statusCode: 200, headers: { 'x-case': 'a\r\nx-forged: 1' } });
    body.write('body');
    body.end();
  },
  '/properties': async (stream) => {
    const { Writable } = await import('node:stream');
    const body = from(stream, { statusCode: 200 });
    const before = [
      body === stream,
      stream instanceof Writable,
      stream.writable,
      stream.writableEnded,
      stream.destroyed,
    ];
    body.write(
      JSON.stringify({ before, highWaterMark: stream.writableHighWaterMark, length: typeof stream.writableLength }),
    );
    body.end();
  },
  '/disconnect': async (stream) => {
    noticed = [];
    for (const name of ['close', 'error', 'finish', 'unpipe']) stream.on(name, () => noticed.push(name));
    const body = from(stream, HEAD);
    for (let index = 0; index < 8; index++) {
      noticed.push(body.write('tick '));
      await pause(25);
    }
    noticed.push('ending');
    body.end();
  },
  '/disconnect-report': async (stream) => {
    const body = from(stream, { statusCode: 200 });
    body.write(JSON.stringify(noticed.slice(0, noticed.indexOf('ending') + 1)));
    body.end();
  },
  '/flood': async (stream) => {
    noticed = [];
    const body = from(stream, HEAD);
    for (let index = 0; index < 4; index++) {
      if (!body.write(Buffer.alloc(4 * 1024 * 1024))) await new Promise((go) => body.once('drain', go));
    }
    noticed.push('ending');
    body.end();
  },
  '/context': async (stream, context) => {
    const body = from(stream, { statusCode: 200 });
    const remaining = context.getRemainingTimeInMillis();
    body.write(
      JSON.stringify([
        Object.keys(context)
          .filter((key) => context[key] !== undefined)
          .sort(),
        remaining > 0,
      ]),
    );
    body.end();
  },
};

export const streaming = awslambda.streamifyResponse((event, stream, context) => CASES[event.rawPath](stream, context));

export const buffered = async (event, context) => {
  if (event.fail) throw new TypeError('buffered failure');
  if (event.circular) {
    const loop = {};
    loop.loop = loop;
    return loop;
  }
  if (event.nothing) return undefined;
  return { statusCode: 200, echo: event, hasContext: typeof context.awsRequestId === 'string' };
};
