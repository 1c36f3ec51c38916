import { inChild } from '../harness/child.ts';
import type { Contender, Effort, Row } from '../harness/row.ts';
import { startModelServer } from '../model/model-server.ts';
import { type Bundle, ourBundle, plainBundle } from '../world/bundles.ts';
import { inWorld } from '../world/in-world.ts';

interface ModelWork {
  readonly name: string;
  readonly script: string;
  readonly what: 'first-delta' | 'deltas';
  readonly way?: string;
}

const COUNT = { 'first-delta': { quick: 40, full: 150 }, deltas: { quick: 500, full: 1_500 } };

/** A model on loopback behind TLS, in this process; who asks it, in another. */
const asking = ({ name, script, what, way = '' }: ModelWork): Contender => ({
  name,
  async run(effort) {
    const server = await startModelServer();
    const count = COUNT[what][effort.quick ? 'quick' : 'full'];
    const args = () => [what, server.endpoint, server.certificateFile, String(count), way];
    try {
      return await inChild({ name, script, args }).run(effort);
    } finally {
      server.close();
    }
  },
});

const ways = (what: ModelWork['what']): readonly Contender[] => [
  asking({ name: 'SDK', script: 'bench/work/sdk-model.ts', what }),
  asking({ name: 'ours', script: 'bench/work/our-model.ts', what }),
  asking({ name: 'SDK over HTTP/1.1', script: 'bench/work/sdk-model.ts', what, way: 'http1' }),
  asking({ name: 'AI SDK', script: 'bench/peers/ai-sdk-model.ts', what }),
  asking({ name: 'lean client', script: 'bench/peers/lean-model.ts', what }),
];

const [FEW_TURNS, MANY_TURNS] = [6, 16];

/** The connections that turns add once there have been a few. */
const connections = (name: string, bundle: () => Promise<Bundle>): Contender => {
  const after = (turns: number) =>
    inWorld({
      name,
      bundle,
      script: 'bench/work/warm-turns.ts',
      people: () => turns,
      seen: (world) => ({ connections: world.connections() }),
    });
  const [few, many] = [after(FEW_TURNS), after(MANY_TURNS)];
  return {
    name,
    async run(effort: Effort) {
      const [{ connections: before = Number.NaN }, { connections: then = Number.NaN }] = [
        await few.run(effort),
        await many.run(effort),
      ];
      return { newConnections: (then - before) / (MANY_TURNS - FEW_TURNS) };
    },
  };
};

export const modelRows: readonly Row[] = [
  {
    number: 5,
    what: 'a call of Bedrock to its first delta, over TLS on loopback, again and again',
    base: 'SDK',
    ours: 'ours',
    contenders: ways('first-delta'),
    goals: [{ figure: 'firstDeltaMs', what: 'milliseconds', as: 'ratio', atMost: 0.5, stretch: 0.2 }],
    changed: '.',
  },
  {
    number: 6,
    what: 'CPU of a delta from the model to a string for the client, one a millisecond',
    base: 'SDK',
    ours: 'ours',
    contenders: ways('deltas'),
    goals: [{ figure: 'deltaUs', what: 'CPU of a delta', as: 'ratio', atMost: 1.3, stretch: 0.4 }],
    changed: '.',
  },
  {
    number: 7,
    what: 'new TLS connections of a warm turn, to the tables and the model',
    ours: 'ours',
    isExact: true,
    contenders: [
      connections('ours', () => ourBundle('stream-coach-creator-session')),
      connections('the usual way', () => plainBundle('bench/work/usual-way.ts')),
    ],
    goals: [{ figure: 'newConnections', what: 'connections', as: 'value', atMost: 0 }],
    changed: '.',
  },
  {
    number: 17,
    what: "a tool's input while it streams: what a delta costs in 7 kB against 0.6 kB",
    ours: 'ours',
    contenders: [
      inChild({ name: 'ours', script: 'bench/work/our-tool-input.ts' }),
      inChild({ name: 'AI SDK', script: 'bench/peers/ai-sdk-tool-input.ts' }),
    ],
    goals: [{ figure: 'growth', what: 'of the cost of a delta', as: 'value', atMost: 1.5, stretch: 1 }],
    changed: '.',
  },
];
