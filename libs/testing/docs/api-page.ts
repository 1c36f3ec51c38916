import * as z from 'zod/mini';
import { COACH_ROWS, type CoachRow, type TurnRoute, turnRoutesOf } from '#contract/coaches';
import { PROBLEMS, type ProblemCode } from '#contract/problems';
import { type Access, TIERS } from '#contract/tiers';
import { type CoachApiDeps, coachApiRoutes } from '#functions/coach-api/coach-api';
import type { Route } from '#http/router';
import { DESCRIBED, type Described } from './answers.ts';
import { BODIES } from './bodies.ts';
import { fieldsOf, namesOf, type Schema } from './schema-words.ts';

const EVERY: readonly ProblemCode[] = [
  'bad_path',
  'missing_token',
  'invalid_token',
  'expired_token',
  'not_found',
  'method_not_allowed',
  'internal',
  'dependency_unavailable',
  'deadline_exceeded',
];
const EVERY_BODY: readonly ProblemCode[] = [
  'bad_json',
  'missing_field',
  'body_too_large',
  'unsupported_media_type',
  'validation_failed',
];
const EVERY_TURN: readonly ProblemCode[] = [
  'session_ended',
  'session_expired',
  'turn_in_progress',
  'predecessor_mismatch',
  'turn_mismatch',
  'turn_limit_reached',
  'budget_exhausted',
  'rate_limited',
];

/** What a tier that may not use a coach fully gets. */
const REFUSALS: Readonly<Record<Access, ProblemCode | undefined>> = {
  full: undefined,
  trial: 'trial_used',
  preview: 'preview_used',
  none: 'upgrade_required',
};

/** The reference page of all routes, generated from their tables and schemas. `docs/api.md` contains this text. */
export function apiPage(): string {
  const routes = apiRoutes();
  const ofPeople = routes.filter(({ auth }) => auth === undefined);
  const ofBackends = routes.filter(({ auth }) => auth === 'service');
  return `# Routes

Generated from the route tables and the schemas in \`libs/contract\` by \`npm run docs\`; a test compares. [events.md](events.md) has the events of a stream and every problem code with its status, [turn.md](turn.md) what a turn does.

Every route is at \`apiUrl\` of \`/config.json\`. Turn routes are also at the coach's \`streamUrls\` entry (see [paths](architecture.md#paths)). A person's token is sent as \`Authorization: Bearer <access token>\`, and \`:userId\` is the token's \`sub\`. Bodies are \`application/json\` in UTF-8, at most 64 kB, of imports 256 kB and of \`/service\` routes 1 MB. A field with \`?\` may be absent, and an unknown field is refused. Of an answer, only the names of its fields are listed; its schema has the types.

| codes of | |
| --- | --- |
| every route | ${listOf(EVERY)} |
| every route with a body or a query | ${listOf(EVERY_BODY)} |
| every other method than GET, unless the table says otherwise | ${listOf(['rate_limited'])}, after 60 in a minute |
| every turn | ${listOf(EVERY_TURN)} |

The column “further codes” has those that are not in this table.

## Turns

POST and PUT send a message. A turn is answered as server-sent events (SSE) or as one JSON object, its terminal event. Every one of these routes streams at the Function URL.

| route | body | at the API | further codes |
| --- | --- | --- | --- |
${COACH_ROWS.flatMap((row) => turnRoutesOf(row).map((route) => turnLine(row, route))).join('\n')}

A turn is followed with \`?cursor=\` or the header \`Last-Event-ID\`, the id of the last event that was read. \`?protocol=\` chooses a [dialect](dialects.md).

## Everything else

${tableOf(ofPeople)}

## For backends

With an IAM signature instead of a token: see [your own loop](your-own-loop.md). None of these counts as a write.

${tableOf(ofBackends)}

## Two examples

With \`npm start\`, in another shell. The first message of a chat with the game coach opens its session.

\`\`\`
ORIGIN=http://127.0.0.1:4000
TOKEN=$(curl -s $ORIGIN/local/token -d '{"userId":"demo-pro"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
TURN=$(node -p 'crypto.randomUUID()')

# A turn, streamed. The same command again replays it.
curl -N "$ORIGIN/api/coach/chat/stream" -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -d "{\\"turnId\\":\\"$TURN\\",\\"message\\":\\"How were my last games?\\"}"

# The next message of that chat, with the body of the AI SDK's useChat and in its dialect.
curl -N "$ORIGIN/api/coach/chat/stream?protocol=ai-sdk" -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -d "{\\"id\\":\\"chat\\",\\"sessionId\\":\\"$TURN\\",\\"messages\\":[{\\"id\\":\\"$(node -p 'crypto.randomUUID()')\\",\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"text\\":\\"And my boost?\\"}]}]}"
\`\`\`
`;
}

/** Every route that no stream function answers. Only their handlers use what the composition root passes. */
export const apiRoutes = (): readonly Route[] => coachApiRoutes({} as CoachApiDeps);

const nameOf = ({ method, pattern }: Pick<Route, 'method' | 'pattern'>): string => `${method} ${pattern}`;

const tableOf = (routes: readonly Route[]): string =>
  [
    '| route | body or query | answer | further codes |',
    '| --- | --- | --- | --- |',
    ...[...routes].sort((one, other) => compare(one.pattern, other.pattern)).map(line),
  ].join('\n');

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

function line(route: Route): string {
  const name = nameOf(route);
  const described = DESCRIBED[name];
  if (!described) throw new Error(`${name} is not described in libs/testing/docs/answers.ts`);
  const { status, answer, query, codes = [] } = described satisfies Described;
  const takes = BODIES[name] ?? query;
  const fields = answer ? `${status} { ${namesOf(schemaOf(answer, 'output'))} }` : String(status);
  return `| \`${name}\`${limitOf(route)} | ${wordsOf(takes, query !== undefined)} | ${fields} | ${listOf(codes)} |`;
}

/** A write that counts in no window of its own counts as one of the sixty. */
const limitOf = ({ limit }: Route): string => (limit === undefined || limit === 'stop' ? '' : ` (limit: ${limit})`);

function turnLine(row: CoachRow, { method, path, takes, alwaysStreams }: TurnRoute): string {
  const name = `${method} ${path}`;
  const answer = alwaysStreams ? 'SSE' : 'JSON; SSE with `?stream=true`';
  if (takes === 'follow')
    return `| \`${name}\` | follows a turn | SSE; 204 when there is nothing more | ${listOf(['rate_limited'])} |`;
  return `| \`${name}\` | ${wordsOf(BODIES[name], false)} | ${answer} | ${listOf(refusalsOf(row))} |`;
}

const refusalsOf = ({ feature }: CoachRow): readonly ProblemCode[] =>
  feature === undefined ? [] : [...new Set(Object.values(TIERS).flatMap((tier) => REFUSALS[tier[feature]] ?? []))];

function wordsOf(schema: z.ZodMiniType | undefined, isQuery: boolean): string {
  if (!schema) return '–';
  const fields = fieldsOf(schemaOf(schema, 'input')) || 'an empty object, or none';
  return isQuery ? `query: ${fields}` : fields;
}

const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output'): Schema =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;

const listOf = (codes: readonly ProblemCode[]): string =>
  codes.length === 0 ? '–' : codes.map((code) => `\`${code}\` ${PROBLEMS[code].status}`).join(', ');
