import type * as z from 'zod/mini';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { createCognitoTokens } from '#adapters/cognito/tokens';
import { createDocumentClient } from '#adapters/dynamodb/client';
import { readConfig } from '#adapters/environment/read-config';
import type { modelSettings, stageSettings, tableSettings, tokenSettings } from '#adapters/environment/settings';
import { systemClock, systemIds } from '#adapters/system/clock';

/** The values of a group of settings. */
export type ValuesOf<Group extends Readonly<Record<string, z.ZodMiniType>>> = {
  readonly [Name in keyof Group]: z.output<Group[Name]>;
};

type CommonSettings = ValuesOf<typeof stageSettings> & ValuesOf<typeof tableSettings>;

/**
 * What every function uses: its settings, the tables, clock, ids and telemetry. This is the only place that reads the
 * environment.
 *
 * @param folder - The function's folder.
 */
export function compose<Settings extends CommonSettings>(folder: string, schema: z.ZodMiniType<Settings>) {
  const settings = readConfig(schema, process.env);
  return {
    settings,
    storage: {
      client: createDocumentClient(),
      tableName: settings.TABLE_NAME,
      eventsTableName: settings.EVENTS_TABLE_NAME,
      clock: systemClock,
    },
    clock: systemClock,
    ids: systemIds,
    telemetry: createTelemetry({
      stage: settings.STAGE,
      function: folder,
      now: systemClock.now,
      write: (line) => process.stdout.write(`${line}\n`),
    }),
  };
}

export type Storage = ReturnType<typeof compose>['storage'];

export const openModel = (settings: ValuesOf<typeof modelSettings>, client = createBedrockClient()) =>
  createBedrockModel({
    client,
    main: { modelId: settings.COACH_MODEL_ID, traits: settings.COACH_MODEL_TRAITS },
    small: { modelId: settings.COACH_SMALL_MODEL_ID, traits: settings.COACH_SMALL_MODEL_TRAITS },
  });

export const openTokens = (settings: ValuesOf<typeof tokenSettings>) =>
  createCognitoTokens({
    issuer: settings.TOKEN_ISSUER,
    clientId: settings.TOKEN_CLIENT_ID,
    jwksUri: settings.TOKEN_JWKS_URI,
  });
