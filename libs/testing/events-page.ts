import * as z from 'zod/mini';
import { CoachEvent, EVENTS_VERSION, type EventType, isStored, WHEN } from '#contract/events';
import { PROBLEMS, STREAM_ONLY } from '#contract/problems';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/**
 * The reference page of events and problem codes, generated from their schemas. `docs/events.md` contains this text.
 */
export function eventsPage(): string {
  const { anyOf, oneOf } = z.toJSONSchema(CoachEvent) as { anyOf?: Schema[]; oneOf?: Schema[] };
  const rows = (anyOf ?? oneOf ?? []).map(eventRow);
  const problems = Object.entries(PROBLEMS).map(
    ([code, { status, retryable, message }]) =>
      `| \`${code}\` | ${STREAM_ONLY.includes(code as never) ? 'stream only' : status} | ${retryable ? 'yes' : 'no'} | ${message} |`,
  );
  return `# Events and problems

Generated from \`libs/contract/events.ts\` and \`libs/contract/problems.ts\` by \`npm run docs\`; a test compares. Version ${EVENTS_VERSION}.

A stream is server-sent events: \`id: <epoch>-<seq>\` and one line of \`data:\` with a JSON object. \`seq\` is dense within an epoch. There is exactly one terminal event (\`complete\`, \`aborted\`, \`error\`); a stream that ends without one is not finished. A field with \`?\` may be absent.

| type | data | when |
| --- | --- | --- |
${rows.join('\n')}

## Problems

Before \`start\` a refusal has the status below and the body \`{ "error": { "code", "message", "retryable", "details"? } }\`; after it, the terminal \`error\` event carries the code.

| code | status | retryable | message |
| --- | --- | --- | --- |
${problems.join('\n')}
`;
}

function eventRow({ properties = {}, required = [] }: Schema): string {
  const { type, ...fields } = properties;
  const name = type?.const as EventType;
  const data = Object.entries(fields).map(([field, schema]) => {
    const optional = required.includes(field) ? '' : '?';
    return `\`${field}${optional}\` ${shapeOf(schema)}`;
  });
  const kept = isStored({ type: name } as never) ? '' : ' (not stored)';
  return `| \`${name}\`${kept} | ${data.join(', ') || '–'} | ${WHEN[name]} |`;
}

function shapeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.length > 12 ? 'a code of the table below' : schema.enum.map(String).join(' \\| ');
  if (schema.anyOf) return schema.anyOf.map(shapeOf).join(' \\| ');
  if (schema.items) return `[${shapeOf(schema.items)}]`;
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`;
  return schema.type === undefined ? 'any' : [schema.type].flat().join(' \\| ');
}
