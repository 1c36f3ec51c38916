import type { Effort } from '../harness/row.ts';

/** Number of events, and of warm-up passes before the measurement, because a page has usually read many events. */
const EVENTS = 20_000;
const WARM_UPS = 5;
const PASSES = 15;
const QUICK_PASSES = 5;

const WORDS = [
  'You',
  ' won',
  ' six',
  ' of',
  ' your',
  ' last',
  ' ten',
  ' games',
  ',',
  ' and',
  ' that',
  ' “well',
  '”',
  '.',
];

/** Encoded events of an answer. */
export const answerOf = (write: (word: string, place: number) => string): readonly Uint8Array[] =>
  Array.from({ length: EVENTS }, (_, place) => Buffer.from(write(WORDS[place % WORDS.length] ?? '', place)));

/** A body as `fetch` returns it. Each event is its own read, because a model generates slowly. */
export function bodyOf(events: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let place = 0;
  return new ReadableStream({
    pull(controller) {
      const event = events[place];
      place += 1;
      if (event) controller.enqueue(event as Uint8Array<ArrayBuffer>);
      else controller.close();
    },
  });
}

export type Read = (body: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<number>;

/**
 * CPU time per event in microseconds, from the bytes on.
 *
 * @param read - Resolves with the number of events that it read.
 * @throws Error when it did not read all of them.
 */
export async function microsecondsOf(events: readonly Uint8Array[], read: Read, { quick }: Effort): Promise<number> {
  const times: number[] = [];
  const passes = WARM_UPS + (quick ? QUICK_PASSES : PASSES);
  for (let pass = 0; pass < passes; pass += 1) {
    const before = process.cpuUsage();
    const seen = await read(bodyOf(events));
    const { user, system } = process.cpuUsage(before);
    if (seen !== events.length) throw new Error(`${seen} of ${events.length} events were read`);
    if (pass >= WARM_UPS) times.push((user + system) / events.length);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

export const effort: Effort = { quick: process.argv.includes('--quick') };

export const printFigures = (figures: Readonly<Record<string, number>>) =>
  process.stdout.write(`${JSON.stringify(figures)}\n`);
