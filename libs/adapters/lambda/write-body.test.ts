import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '#testing/manual-clock';
import { writeBody } from './write-body.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A response that keeps what is written. `isFull` simulates a reader that does not read. */
function createResponse() {
  const response = Object.assign(new EventEmitter(), {
    writes: [] as string[],
    isFull: false,
    isEnded: false,
    write(chunk: string) {
      response.writes.push(chunk);
      return !response.isFull;
    },
    end(callback: () => void) {
      response.isEnded = true;
      callback();
    },
  });
  return response;
}

type Source = () => AsyncGenerator<string, void, undefined>;

function begin(source: Source, { heartbeat }: { heartbeat?: string } = {}) {
  const [response, clock] = [createResponse(), createManualClock()];
  const body = source();
  return { response, clock, written: writeBody({ body, ...(heartbeat && { heartbeat }) }, response, clock) };
}

describe('writing a body', () => {
  it('writes once per turn of the event loop, however many parts arrive in it', async () => {
    const ticks = 20;
    const { response, written } = begin(async function* () {
      for (let tick = 0; tick < ticks; tick += 1) {
        for (const part of 'abcdefgh') yield part;
        await turn();
      }
    });
    await written;
    expect(response.writes).toEqual(Array.from({ length: ticks }, () => 'abcdefgh'));
    expect(response.isEnded).toBe(true);
  });

  it('writes every part before the event loop continues', async () => {
    const { promise: second, resolve: giveSecond } = Promise.withResolvers<string>();
    const { response, written } = begin(async function* () {
      yield 'first';
      yield await second;
      await turn();
    });
    await turn();
    expect(response.writes).toEqual(['first']);
    giveSecond('second');
    await turn();
    expect(response.writes).toEqual(['first', 'second']);
    await written;
  });

  it('splits a large body that is available at once into several writes', async () => {
    const part = 'x'.repeat(1_000);
    const { response, written } = begin(async function* () {
      for (let count = 0; count < 100; count += 1) yield part;
    });
    await written;
    expect(response.writes.join('')).toBe(part.repeat(100));
    expect(Math.max(...response.writes.map(({ length }) => length))).toBeLessThan(18_000);
  });

  it('writes once for an empty body so that the head is sent', async () => {
    for (const body of ['', (async function* () {})()]) {
      const response = createResponse();
      await writeBody({ body }, response, createManualClock());
      expect([response.writes, response.isEnded]).toEqual([[''], true]);
    }
  });
});

describe('the reader of a body', () => {
  it('slows the source when the reader is slow', async () => {
    let asked = 0;
    const { response, written } = begin(async function* () {
      for (asked = 1; asked <= 10; asked += 1) {
        yield String(asked);
        await turn();
      }
    });
    response.isFull = true;
    await turn();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(response.writes).toEqual(['1']);
    expect(asked).toBe(2);
    response.isFull = false;
    response.emit('drain');
    await written;
    expect(response.writes.join('')).toBe('12345678910');
  });

  it.each(['error', 'close'])(
    'reads the rest of the source and discards it when the reader has gone (%s)',
    async (event) => {
      let isThrough = false;
      const { response, written } = begin(async function* () {
        yield 'a';
        await turn();
        yield 'b';
        await turn();
        yield 'c';
        isThrough = true;
      });
      response.isFull = true;
      await turn();
      response.emit(event, new Error('gone'));
      await written;
      expect({ isThrough, writes: response.writes, isEnded: response.isEnded }).toEqual({
        isThrough: true,
        writes: ['a'],
        isEnded: false,
      });
    },
  );
});

it('rethrows an error of the source after writing all parts before it', async () => {
  const { response, clock, written } = begin(
    async function* () {
      yield 'before';
      throw new Error('broken');
    },
    { heartbeat: 'beat' },
  );
  await expect(written).rejects.toThrow('broken');
  expect(response.writes).toEqual(['before']);
  expect(response.isEnded).toBe(false);
  expect(clock.sleepers).toBe(0);
});

describe('the heartbeat of a body', () => {
  it('writes a heartbeat after every 10 s of silence and none beside a part', async () => {
    const clock = createManualClock();
    const response = createResponse();
    const body = (async function* () {
      await clock.sleep(4_000);
      yield 'a';
      await clock.sleep(25_000);
      yield 'b';
      await clock.sleep(9_000);
      yield 'c';
    })();
    const written = writeBody({ body, heartbeat: 'beat' }, response, clock);
    await clock.advance(13_999);
    expect(response.writes).toEqual(['a']);
    await clock.advance(30_000);
    await written;
    expect(response.writes).toEqual(['a', 'beat', 'beat', 'b', 'c']);
    expect(clock.sleepers).toBe(0);
  });

  it('skips the heartbeat while the reader is behind', async () => {
    const clock = createManualClock();
    const response = createResponse();
    response.isFull = true;
    const body = (async function* () {
      yield 'a';
      await clock.sleep(60_000);
    })();
    const written = writeBody({ body, heartbeat: 'beat' }, response, clock);
    await clock.advance(30_000);
    expect(response.writes).toEqual(['a']);
    response.isFull = false;
    response.emit('drain');
    await clock.advance(30_000);
    await written;
    expect(response.writes).toEqual(['a', 'beat', 'beat']);
  });
});
