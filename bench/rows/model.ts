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

const COUNT = { 'first-delta': { quick: 30, full: 60 }, deltas: { quick: 500, full: 1_000 } };

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
    changed:
      'Our client speaks HTTP/1.1 and keeps its connections; the one that the SDK makes opens a connection for each stream. They are opened while the function starts.',
    holds:
      'The stretch is missed by what the SDK does for each call: its layers, schemas and signature. The lean client of this row, fifty lines that sign and read frames, is well below it, but knows no retry, no exception, no check sum and no abort.',
  },
  {
    number: 6,
    what: 'CPU of a delta from the model to a string for the client, one a millisecond',
    base: 'SDK',
    ours: 'ours',
    contenders: ways('deltas'),
    goals: [{ figure: 'deltaUs', what: 'CPU of a delta', as: 'ratio', atMost: 1.3, stretch: 0.4 }],
    changed:
      'Nothing: between the SDK and the client stand one generator for the model, one for the turn and one string, and HTTP/1.1 saves what they cost.',
    holds:
      'The stretch is missed by the SDK, whose event streams are most of each delta. A client of our own, behind the same port, would gain what the lean one of this row shows; a delta takes a fraction of a millisecond of CPU, and comes every 10 to 20.',
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
    changed: 'Connections are kept, and the first ones are opened while the function starts.',
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
    changed:
      "A tool's input is gathered as text and parsed once, at its end; nothing is shown of it before. The AI SDK parses all of it again with every delta.",
  },
];
