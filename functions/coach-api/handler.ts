import { createDynamoBrandKits } from '#adapters/dynamodb/brand-kits';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoDrafts } from '#adapters/dynamodb/drafts';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoRecaps } from '#adapters/dynamodb/recaps';
import { createDynamoReservations } from '#adapters/dynamodb/reservations';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoStagedWrites } from '#adapters/dynamodb/staged-writes';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { createLambdaJobs } from '#adapters/lambda/jobs';
import { type LambdaContext, serveBuffered } from '#adapters/lambda/serve';
import { createS3Objects } from '#adapters/s3/objects';
import { compose } from '../compose.ts';
import { openModel } from '../open-model.ts';
import { openTokens } from '../open-tokens.ts';
import { createCoachApi } from './coach-api.ts';
import { CoachApiConfig } from './config.ts';

const { settings, storage, ...common } = compose('coach-api', CoachApiConfig);
const tokens = openTokens(settings);
const handle = createCoachApi({
  ...common,
  tokens,
  sessions: createDynamoSessions(storage),
  turns: createDynamoTurns(storage),
  users: createDynamoUsers(storage),
  coaches: createDynamoCoaches(storage),
  brandKits: createDynamoBrandKits(storage),
  drafts: createDynamoDrafts(storage),
  uploads: createDynamoUploads(storage),
  generations: createDynamoGenerations(storage),
  imageModel: settings.COACH_IMAGE_MODEL_TRAITS,
  games: createDynamoGames(storage),
  notes: createDynamoNotes(storage),
  stagedWrites: createDynamoStagedWrites(storage),
  rates: createDynamoRates(storage),
  recaps: createDynamoRecaps(storage),
  reservations: createDynamoReservations(storage),
  outbox: createDynamoOutbox(storage),
  jobs: createLambdaJobs({ functionPrefix: settings.JOB_FUNCTION_PREFIX }),
  objects: createS3Objects({ bucketName: settings.BUCKET_NAME, clock: common.clock }),
  model: openModel(settings),
  maxSteps: settings.COACH_MAX_STEPS,
  notice: settings.COACH_NOTICE,
});

await tokens.hydrate();

export const handler = (event: unknown, context: LambdaContext) =>
  serveBuffered(event, context, { handle, allowedOrigins: settings.ALLOWED_ORIGINS });
