import type { Usage } from '#contract/usage';
import type { Clock, Ids } from '#ports/clock';
import type { FrontDoor } from '#ports/http';
import type { Jobs, Outbox } from '#ports/jobs';
import type { Model } from '#ports/model';
import type { Objects } from '#ports/objects';
import type { Rates } from '#ports/rates';
import type { Telemetry } from '#ports/telemetry';
import type { Turns } from '#ports/turns';
import type { Meter } from '../metering/meter.ts';

export interface TurnDeps {
  readonly turns: Turns;
  readonly rates: Rates;
  readonly model: Model;
  readonly jobs: Jobs;
  readonly outbox: Outbox;
  /** Absent where no coach takes images. */
  readonly objects?: Pick<Objects, 'read' | 'keep'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  /** Replaced by mutants of the simulation. */
  readonly openMeter?: (before?: Usage) => Meter;
}

/** How a turn was requested. For the log, and for the remaining time. */
export interface Asked {
  readonly requestId: string;
  readonly frontDoor: FrontDoor;
  readonly deadline: AbortSignal;
  /** How long to follow another producer, in milliseconds; until the end where it is absent. */
  readonly followMs?: number | undefined;
  /** When the request arrived, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Called once the turn can no longer be refused, possibly long before its first event. */
  readonly accept: () => void;
}
