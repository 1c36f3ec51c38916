import * as z from 'zod/mini';
import { COACHES, type CoachName } from '#contract/coaches';
import { CreatorComplete } from '#contract/creator-progress';
import { CoachEvent, EVENTS_VERSION, type EventType, isStored, WHEN } from '#contract/events';
import { GameComplete } from '#contract/game-chat';
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

/** What each coach adds to `complete`. A coach of the table that is missing here does not compile. */
const OWN_FIELDS = { coachCreator: CreatorComplete, gameCoach: GameComplete } satisfies Record<
  CoachName,
  z.ZodMiniType
>;

/**
 * The reference page of events and problem codes, generated from their schemas. `docs/events.md` contains this text.
 */
export function eventsPage(): string {
  const { anyOf, oneOf } = z.toJSONSchema(CoachEvent) as { anyOf?: Schema[]; oneOf?: Schema[] };
  const rows = (anyOf ?? oneOf ?? []).map(eventRow);
  const own = Object.entries(OWN_FIELDS).map(([name, schema]) => {
    const { properties = {}, required = [] } = z.toJSONSchema(schema) as Schema;
    return `| \`${COACHES[name as CoachName].kind}\` | ${fieldsOf(properties, required)} |`;
  });
  const problems = Object.entries(PROBLEMS).map(
    ([code, { status, retryable, message }]) =>
      `| \`${code}\` | ${STREAM_ONLY.includes(code as never) ? 'stream only' : status} | ${retryable ? 'yes' : 'no'} | ${message} |`,
  );
  return `# Events and problems

Generated from the schemas in \`libs/contract\` by \`npm run docs\`; a test compares. Version ${EVENTS_VERSION}.

A stream is server-sent events: \`id: <epoch>-<seq>\` and one line of \`data:\` with a JSON object. \`seq\` is dense within an epoch. There is exactly one terminal event (\`complete\`, \`aborted\`, \`error\`); a stream that ends without one is not finished. A field with \`?\` may be absent.

| type | data | when |
| --- | --- | --- |
${rows.join('\n')}

## What a coach adds to \`complete\`

A client ignores fields that it does not know.

| coach | data |
| --- | --- |
${own.join('\n')}

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
  const kept = isStored({ type: name } as never) ? '' : ' (not stored)';
  return `| \`${name}\`${kept} | ${fieldsOf(fields, required) || '–'} | ${WHEN[name]} |`;
}

const fieldsOf = (fields: Readonly<Record<string, Schema>>, required: readonly string[]): string =>
  Object.entries(fields)
    .map(([field, schema]) => `\`${field}${required.includes(field) ? '' : '?'}\` ${shapeOf(schema)}`)
    .join(', ');

function shapeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.length > 12 ? 'a code of the table below' : schema.enum.map(String).join(' \\| ');
  if (schema.anyOf) return schema.anyOf.map(shapeOf).join(' \\| ');
  if (schema.items) return `[${shapeOf(schema.items)}]`;
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`;
  return schema.type === undefined ? 'any' : [schema.type].flat().join(' \\| ');
}
