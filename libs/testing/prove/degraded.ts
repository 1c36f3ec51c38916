import type { FaultRule } from '#infra/local/faults/faults';
import type { LocalStack } from '#infra/local/stack';
import { auditTalks, unfinished } from './audit.ts';
import { controlsOf } from './controls.ts';
import type { Finding, Proof } from './proof.ts';
import { type TalkOptions, talkAll } from './talk.ts';

interface Trouble {
  readonly name: string;
  readonly faults: readonly FaultRule[];
  /** Whether this client's requests to path 2 fail. */
  readonly isPath2Down?: boolean;
}

const PATH_1: FaultRule = { target: 'stream', kind: 'down', probability: 1 };
const MODEL: FaultRule = { target: 'bedrock', kind: 'throttle', probability: 0.3 };
const STORAGE: FaultRule = { target: 'dynamodb', kind: 'throttle', probability: 0.05 };

const TROUBLES: readonly Trouble[] = [
  { name: 'degraded-path-1', faults: [PATH_1] },
  { name: 'degraded-paths-1-2', faults: [PATH_1], isPath2Down: true },
  { name: 'degraded-model', faults: [MODEL] },
  { name: 'degraded-storage', faults: [STORAGE] },
  { name: 'degraded-all', faults: [PATH_1, MODEL, STORAGE], isPath2Down: true },
];

/** Maximum share of turns that may fail. */
const FAILING_SHARE = 0.001;

/** Fails path 2 in the client, because paths 2 and 3 share a host and the server cannot tell them apart. */
const withoutPath2 =
  ({ config }: LocalStack): typeof fetch =>
  (input, init) =>
    String(input).startsWith(config.apiUrl) && String(input).endsWith('/stream')
      ? Promise.reject(new TypeError('path 2 is down'))
      : fetch(input, init);

const proofOf = ({ name, faults, isPath2Down = false }: Trouble): Proof => ({
  name,
  promise: 'at least 99.9 % of all turns complete, and none runs twice',
  size: 2_000,
  latency: { firstMs: 50, tokenMs: 2 },
  async run(stack, size): Promise<Finding> {
    const { fault, clearFaults } = controlsOf(stack);
    for (const rule of faults) await fault(rule);
    const options: TalkOptions = isPath2Down ? { fetch: withoutPath2(stack) } : {};
    const talks = await talkAll(stack, size, options).finally(clearFaults);
    const turns = talks.flatMap((talk) => talk.turns);
    const failed = unfinished(talks);
    const isKept = failed.length + (size - turns.length) <= size * FAILING_SHARE;
    return {
      n: turns.length,
      times: [{ what: 'turn', ms: turns.map(({ tookMs }) => tookMs) }],
      violations: [...(isKept ? [] : failed), ...(await auditTalks(talks))],
      notes: [`completed ${turns.length - failed.length}`, ...(isKept ? failed : [])],
    };
  },
});

export const degraded: readonly Proof[] = TROUBLES.map(proofOf);
