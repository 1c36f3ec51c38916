import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import type { Telemetry } from '#ports/telemetry';
import { createMemoryObjects } from '../memory-objects.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME } from '../tables.ts';
import type { Actor } from './actor.ts';
import { createSimulatedModel } from './model.ts';
import { createStoreClient } from './store-client.ts';
import { checkingUsage } from './usage-checks.ts';
import { isForeseen, type World } from './world.ts';

/** The ports of one process, created as in the product. */
export function portsOf(actor: Actor, world: World) {
  const { clock } = actor;
  const client = createStoreClient(actor, world);
  const storage = { client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const turns = checkingUsage(createDynamoTurns(storage), actor, world);
  return {
    turns: world.mutant?.turns?.(turns) ?? turns,
    due: createDynamoDue(storage),
    outbox: createDynamoOutbox(storage),
    rates: createDynamoRates(storage),
    coaches: createDynamoCoaches(storage),
    sessions: createDynamoSessions(storage),
    generations: createDynamoGenerations(storage),
    uploads: createDynamoUploads(storage),
    objects: createMemoryObjects({ clock }),
    users: createDynamoUsers(storage),
    model: createSimulatedModel(actor, world),
    telemetry: telemetryOf(actor, world),
    clock,
    ids: world.ids,
  };
}

/** Unexpected errors are logged as in the product; here they also break a promise. */
function telemetryOf(actor: Actor, world: World): Telemetry {
  return {
    turn: (summary) => world.note(actor.name, `${summary.turnId} ${summary.outcome}`),
    count: () => {},
    log: (severity, message, facts) => {
      const error: unknown = facts?.['error'];
      world.note(actor.name, `${severity}: ${message} ${error instanceof Error ? error.message.slice(0, 120) : ''}`);
      if (error !== undefined && !isForeseen(error)) {
        world.violate('foreseen', `${actor.name}: ${message}: ${error instanceof Error ? error.stack : String(error)}`);
      }
    },
  };
}
