/** A tool input of about `bytes` bytes, as a model writes it. */
function inputOf(bytes: number): string {
  const exercises: { name: string; sets: number; notes: string }[] = [];
  const input = { title: 'A week of training', exercises };
  while (JSON.stringify(input).length < bytes) {
    exercises.push({ name: `Exercise ${exercises.length}`, sets: 3, notes: 'slow on the way down' });
  }
  return JSON.stringify(input);
}

const DELTA = /.{1,8}/gsu;
const [SMALL_BYTES, LARGE_BYTES] = [600, 7_000];
/** Deltas read for each figure. */
const DELTAS = 60_000;
const WARMING_ROUNDS = 20;

export type ReadInput = (deltas: readonly string[]) => Promise<unknown>;

/** Compares the cost of a delta in a long input with a short one, both in microseconds. */
export async function measureToolInput(read: ReadInput, share = 1): Promise<void> {
  const costOf = async (bytes: number) => {
    const deltas = inputOf(bytes).match(DELTA) ?? [];
    for (let round = 0; round < WARMING_ROUNDS * share; round += 1) await read(deltas);
    const rounds = Math.ceil((DELTAS * share) / deltas.length);
    const startedAt = performance.now();
    for (let round = 0; round < rounds; round += 1) await read(deltas);
    return ((performance.now() - startedAt) * 1_000) / (rounds * deltas.length);
  };
  const [smallUs, largeUs] = [await costOf(SMALL_BYTES), await costOf(LARGE_BYTES)];
  process.stdout.write(`${JSON.stringify({ growth: largeUs / smallUs, largeUs, smallUs })}\n`);
}
