import * as z from 'zod/mini';
import type { Json, ToolSpec } from '#ports/model';

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

export type Tool = ReportTool;

/** JSON Schema of a tool's input, as plain as models like it: no `$schema`, no vendor types. */
export function schemaOf(schema: z.ZodMiniType): Json {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io: 'input' });
  return plain as Json;
}
