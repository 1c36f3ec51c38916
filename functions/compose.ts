import type * as z from 'zod/mini';
import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { createDocumentClient } from '#adapters/dynamodb/client';
import { readConfig } from '#adapters/environment/read-config';
import { systemClock, systemIds } from '#adapters/system/clock';
import type { CommonSettings } from './config.ts';

/**
 * What every function uses: its settings, the tables, clock, ids and telemetry. Only this file reads the environment.
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
