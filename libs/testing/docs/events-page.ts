import * as z from 'zod/mini';
import { COACHES, type CoachName } from '#contract/coaches';
import { CreatorComplete } from '#contract/creator-progress';
import { CoachEvent, EVENTS_VERSION, type EventType, isStored, WHEN } from '#contract/events';
import { GameComplete } from '#contract/game-chat';
import { PROBLEMS, STREAM_ONLY } from '#contract/problems';
import { PromptComplete } from '#contract/prompt-coach/intent';
import { fieldsOf, type Schema } from './schema-words.ts';

/** What each coach adds to `complete`. A coach of the table that is missing here does not compile. */
const OWN_FIELDS = {
  coachCreator: CreatorComplete,
  promptCoach: PromptComplete,
  gameCoach: GameComplete,
} satisfies Record<CoachName, z.ZodMiniType>;

/** The reference page of events and problem codes, made from their schemas: the text of `docs/events.md`. */
export function eventsPage(): string {
  const { anyOf, oneOf } = z.toJSONSchema(CoachEvent) as { anyOf?: Schema[]; oneOf?: Schema[] };
  const rows = (anyOf ?? oneOf ?? []).map(eventRow);
  const own = Object.entries(OWN_FIELDS).map(([name, schema]) => {
    return `| \`${COACHES[name as CoachName].kind}\` | ${fieldsOf(z.toJSONSchema(schema) as Schema)} |`;
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
  return `| \`${name}\`${kept} | ${fieldsOf({ properties: fields, required }) || '–'} | ${WHEN[name]} |`;
}
