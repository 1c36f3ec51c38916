import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '#testing/manual-clock';
import { writeBody } from './write-body.ts';

/** One turn of the event loop. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A response that keeps what is written; `isFull` is what a reader does who does not read. */
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

describe('a body', () => {
  it('is written once in each turn of the event loop, however much comes in it', async () => {
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

  it('waits for nothing: a part is gone before the event loop goes on, the first one as every other', async () => {
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

  it('is written in pieces when it is all there at once', async () => {
    const part = 'x'.repeat(1_000);
    const { response, written } = begin(async function* () {
      for (let count = 0; count < 100; count += 1) yield part;
    });
    await written;
    expect(response.writes.join('')).toBe(part.repeat(100));
    expect(Math.max(...response.writes.map(({ length }) => length))).toBeLessThan(18_000);
  });

  it('has one write even when there is nothing in it: the head goes with it', async () => {
    for (const body of ['', (async function* () {})()]) {
      const response = createResponse();
      await writeBody({ body }, response, createManualClock());
      expect([response.writes, response.isEnded]).toEqual([[''], true]);
    }
  });
});

describe('a reader', () => {
  it('who is slow slows the source', async () => {
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
    'who has gone (%s) stops nothing: the rest is asked for and thrown away',
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

it('passes on what the source throws, behind all that it said before', async () => {
  const { response, clock, written } = begin(
    async function* () {
      yield 'said';
      throw new Error('broken');
    },
    { heartbeat: 'beat' },
  );
  await expect(written).rejects.toThrow('broken');
  expect(response.writes).toEqual(['said']);
  expect(response.isEnded).toBe(false);
  expect(clock.sleepers).toBe(0);
});

describe('a heartbeat', () => {
  it('is written in every silence of 10 s, and never beside a part', async () => {
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

  it('is left out while the reader is behind', async () => {
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
