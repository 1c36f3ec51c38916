import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import { systemClock, systemIds } from '#adapters/system/clock';
import { formatFrame } from '#contract/sse';
import { createMeter } from '#services/metering/meter';
import { answer } from '#services/turn/answer';
import type { TokenHold } from '#services/turn/token-hold';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { given, measureModel } from '../model/measure-model.ts';

/** Measures from the model's adapter through the turn's answer to server-sent events. */
const { endpoint, count } = given();
const client = createBedrockClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});
const traits = { forcedTool: true, reasoning: 'none', bindsThoughts: false, cacheMinTokens: null } as const;
/** A hold that never runs out. */
const hold = { cover: async () => true, room: () => Number.MAX_SAFE_INTEGER } as unknown as TokenHold;
const telemetry = createRecordedTelemetry();
const { signal } = new AbortController();

await measureModel(async function* (modelId) {
  const named = { modelId, traits };
  const model = createBedrockModel({ client, main: named, small: named });
  const request = {
    role: 'main' as const,
    systemStatic: '',
    systemDynamic: '',
    messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello' }] }],
    tools: [],
    maxTokens: 1_000,
  };
  const events = answer(
    { request, tools: [], maxSteps: 1, begun: undefined },
    {
      model,
      meter: createMeter(),
      clock: systemClock,
      ids: systemIds,
      telemetry,
      signal,
      hold,
      counts: {},
      sub: 'sub',
    },
  );
  let seq = 0;
  for await (const event of events) {
    seq += 1;
    yield formatFrame({ id: { epoch: 1, seq }, event });
  }
}, count);
