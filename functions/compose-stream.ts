import type * as z from 'zod/mini';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createLambdaJobs } from '#adapters/lambda/jobs';
import { serveStream } from '#adapters/lambda/serve';
import { openConnections } from '#adapters/start-up/open-connections';
import type { CoachRow } from '#contract/coaches';
import { createRouter, type Route } from '#http/router';
import type { TurnDeps } from '#services/turn/turn-deps';
import { compose, type Storage } from './compose.ts';
import type { StreamSettings } from './config.ts';
import { openModel } from './open-model.ts';
import { openTokens } from './open-tokens.ts';

/** What a coach's routes are made of. */
export interface Parts<Settings> {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly deps: TurnDeps;
}

/**
 * The handler of a coach's stream function. Export it unchanged, because `streamifyResponse` marks the function itself.
 *
 * @param routesOf - The coach's routes. Each function passes its own, so that it bundles no other coach.
 */
export async function streamHandler<Settings extends StreamSettings>(
  row: CoachRow,
  config: { readonly settings: z.ZodMiniType<Settings> },
  routesOf: (parts: Parts<Settings>) => readonly Route[],
) {
  const { settings, storage, ...common } = compose(row.function, config.settings);
  const bedrock = createBedrockClient();
  const tokens = openTokens(settings);
  const deps = {
    ...common,
    turns: createDynamoTurns(storage),
    rates: createDynamoRates(storage),
    outbox: createDynamoOutbox(storage),
    jobs: createLambdaJobs({ functionPrefix: settings.JOB_FUNCTION_PREFIX }),
    model: openModel(settings, bedrock),
  };
  const handle = createRouter(routesOf({ settings, storage, deps }), { ...deps, tokens });
  // Awaited during the start, so that the first turn does not wait for it.
  await Promise.all([tokens.hydrate(), openConnections({ model: bedrock, tables: storage.client })]);
  return awslambda.streamifyResponse((event, stream, context) =>
    serveStream(event, context, (head) => awslambda.HttpResponseStream.from(stream, head), {
      handle,
      allowedOrigins: settings.ALLOWED_ORIGINS,
      clock: common.clock,
    }),
  );
}
