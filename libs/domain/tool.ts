import type * as z from 'zod/mini';
import type { Json, ToolSpec } from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import { schemaOf } from './json-schema.ts';

/**
 * A tool by which a model reports what it learned, beside its text. No code runs and the model gets no result. When the
 * model returned nothing else, it gets the result `Recorded.` and is called once more for its text.
 */
export interface ReportTool<Input = unknown> {
  readonly kind: 'report';
  readonly spec: ToolSpec;
  /** The valid part of the input; `undefined` when nothing is valid. Never throws, because a model wrote the input. */
  parse(input: Json): Input | undefined;
}

/** The user of a tool call, and its time. Never taken from the input, because a model wrote it. */
export interface ToolScope {
  /** The verified user. A tool reads and writes only this user's data. */
  readonly sub: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Creates a ULID for an item that the tool makes. */
  readonly newId: () => string;
  /** Aborted when the result is no longer needed. */
  readonly signal: AbortSignal;
}

/** The result of a tool. `content` goes to the model, `summary` to the user (a short line, no markup). */
export interface ToolFinding {
  readonly content: Json;
  readonly summary: string;
  /** Stored with the answer's commit and not before, so neither a takeover nor a stop repeats or leaves one. */
  readonly writes?: readonly StagedWrite[];
}

export interface ToolOutcome extends ToolFinding {
  readonly ok: boolean;
}

/** A tool that runs, and whose result the model reads before it continues. */
export interface ActionTool {
  readonly kind: 'action';
  readonly spec: ToolSpec;
  /** Reads of one step run in parallel, writes one after another. */
  readonly readOnly: boolean;
  readonly timeoutMs: number;
  /** The status line for the user, for example `Looking at your recent games`. */
  readonly label: string;
  /** Invalid input and refusals are outcomes that the model can read. @throws only unexpected errors. */
  run(input: Json, scope: ToolScope): Promise<ToolOutcome>;
}

export type Tool = ReportTool | ActionTool;

/** A refusal that the model can read and correct, for example an unknown rank. */
export class ToolRefusal extends Error {
  override readonly name = 'tool_refusal';
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** The number of input errors that the model is told of at once. */
const MAX_FAULTS = 5;

export interface ToolDefinition<Schema extends z.ZodMiniType> {
  readonly name: string;
  readonly description: string;
  readonly label: string;
  /** JSON Schema, types and validation are derived from it. */
  readonly input: Schema;
  readonly readOnly: boolean;
  readonly timeoutMs?: number;
  /** @throws {ToolRefusal} with the text that the model reads instead of a result. */
  readonly run: (input: z.output<Schema>, scope: ToolScope) => Promise<ToolFinding>;
}

export function defineTool<Schema extends z.ZodMiniType>(definition: ToolDefinition<Schema>): ActionTool {
  const { name, description, label, input: schema, readOnly, timeoutMs = DEFAULT_TIMEOUT_MS, run } = definition;
  return {
    kind: 'action',
    spec: { name, description, inputSchema: schemaOf(schema) },
    readOnly,
    timeoutMs,
    label,
    async run(input, scope) {
      const read = schema.safeParse(input);
      if (!read.success) return refusal(`Invalid input. ${faultsOf(read.error)}`);
      try {
        return { ok: true, ...(await run(read.data, scope)) };
      } catch (error) {
        if (error instanceof ToolRefusal) return refusal(error.message);
        throw error;
      }
    },
  };
}

/** An error that the model can read. @param message - Says what is wrong, without internal details. */
export const refusal = (message: string): ToolOutcome => ({
  ok: false,
  content: { error: message },
  summary: message.slice(0, 200).toWellFormed(),
});

const faultsOf = ({ issues }: z.core.$ZodError): string =>
  issues
    .slice(0, MAX_FAULTS)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.').slice(0, 64)}: ${message}` : message))
    .join('; ');
