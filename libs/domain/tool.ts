import type * as z from 'zod/mini';
import type { Json, ToolSpec } from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import { schemaOf } from './json-schema.ts';

/**
 * A tool by which a model reports what it learned, beside its text. Nothing runs and nothing is answered,
 * unless the model said nothing else: then it is told `Recorded.` and asked once more, for its text.
 */
export interface ReportTool<Input = unknown> {
  readonly kind: 'report';
  readonly spec: ToolSpec;
  /** The input, as far as it is valid; `undefined` when nothing of it is. Never throws: a model wrote it. */
  parse(input: Json): Input | undefined;
}

/** For whom a tool runs, and when. Never taken from its input: a model wrote that. */
export interface ToolScope {
  /** The verified person: a tool reaches nothing else. */
  readonly sub: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** For what the tool makes: a ULID. */
  readonly newId: () => string;
  /** Aborted when nobody waits for the result any more. */
  readonly signal: AbortSignal;
}

/** What a tool found. `content` goes to the model, `summary` to the person (a short line, no markup). */
export interface ToolFinding {
  readonly content: Json;
  readonly summary: string;
  /** Made with the answer's commit, and not before: neither a takeover nor a stop repeats or leaves one. */
  readonly writes?: readonly StagedWrite[];
}

export interface ToolOutcome extends ToolFinding {
  readonly ok: boolean;
}

/** A tool that runs, and whose result the model reads before it goes on. */
export interface ActionTool {
  readonly kind: 'action';
  readonly spec: ToolSpec;
  /** Reads of one step run in parallel, writes one after another. */
  readonly readOnly: boolean;
  readonly timeoutMs: number;
  /** What the person is told that it does, for example `Looking at your recent games`. */
  readonly label: string;
  /** Invalid input and refusals are outcomes that the model can read. @throws only what was not foreseen. */
  run(input: Json, scope: ToolScope): Promise<ToolOutcome>;
}

export type Tool = ReportTool | ActionTool;

/** A refusal that the model can read and mend, for example an unknown rank. */
export class ToolRefusal extends Error {
  override readonly name = 'tool_refusal';
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** Faults of an input that the model is told of at once. */
const MAX_FAULTS = 5;

export interface ToolDefinition<Schema extends z.ZodMiniType> {
  readonly name: string;
  readonly description: string;
  readonly label: string;
  /** JSON Schema, types and validation all come from it. */
  readonly input: Schema;
  readonly readOnly: boolean;
  readonly timeoutMs?: number;
  /** @throws {ToolRefusal} what the model should read instead of a result. */
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

/** An error that the model can read. @param message - Says what is wrong, and nothing of the machinery. */
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
