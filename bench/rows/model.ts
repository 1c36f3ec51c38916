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

/** A model on loopback behind TLS, in this process. The client that calls it runs in another process. */
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

/** New connections per turn, after the first few turns. */
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
    what: 'a Bedrock call to its first delta, over TLS on loopback, repeated',
    base: 'SDK',
    ours: 'ours',
    contenders: ways('first-delta'),
    goals: [{ figure: 'firstDeltaMs', what: 'milliseconds', as: 'ratio', atMost: 0.5, stretch: 0.2 }],
    changed:
      'Our client uses HTTP/1.1 and keeps its connections; the SDK’s default client opens a connection for each stream. Our connections are opened while the function starts.',
    limitedBy:
      'The stretch goal is missed because of the SDK’s work for each call: its middleware, schemas and signature. The lean client of this row, fifty lines that sign requests and read frames, is well below it, but has no retries, exceptions, checksums or abort.',
  },
  {
    number: 6,
    what: 'CPU per delta from the model to a string for the client, at one delta per millisecond',
    base: 'SDK',
    ours: 'ours',
    contenders: ways('deltas'),
    goals: [{ figure: 'deltaUs', what: 'CPU per delta', as: 'ratio', atMost: 1.3, stretch: 0.4 }],
    changed:
      'Nothing. Between the SDK and the client there are one generator for the model, one for the turn and one string; HTTP/1.1 saves what they cost.',
    limitedBy:
      'The stretch goal is missed because of the SDK, whose event stream decoder takes most of each delta’s CPU. Our own client behind the same port would save what the lean client of this row shows. A delta takes a fraction of a millisecond of CPU and arrives every 10 to 20 ms.',
  },
  {
    number: 7,
    what: 'new TLS connections per warm turn, to the tables and the model',
    ours: 'ours',
    isExact: true,
    contenders: [
      connections('ours', () => ourBundle('stream-coach-creator-session')),
      connections('the usual way', () => plainBundle('bench/work/usual-way.ts')),
    ],
    goals: [{ figure: 'newConnections', what: 'connections', as: 'value', atMost: 0 }],
    changed: 'Connections are kept alive, and the first ones are opened while the function starts.',
  },
  {
    number: 17,
    what: "a tool's input while it streams: the cost of a delta in 7 kB against 0.6 kB",
    ours: 'ours',
    contenders: [
      inChild({ name: 'ours', script: 'bench/work/our-tool-input.ts' }),
      inChild({ name: 'AI SDK', script: 'bench/peers/ai-sdk-tool-input.ts' }),
    ],
    goals: [{ figure: 'growth', what: 'growth of the cost per delta', as: 'value', atMost: 1.5, stretch: 1 }],
    changed:
      "A tool's input is collected as text and parsed once, at its end; none of it is shown earlier. The AI SDK parses the whole input again with every delta.",
  },
];
