import type { ProblemCode } from '#contract/problems';
import { ASSET_FORMATS } from '#contract/prompt-coach/asset-types';
import type { GenerationOrder } from '#domain/job-payloads';
import { pictureRequest, seedOf } from '#domain/prompt-coach/picture-brief';
import { type Clock, type Ids, isoOf } from '#ports/clock';
import { type Drawing, UndrawableText } from '#ports/drawing';
import { CoachError, codeOf, Fenced } from '#ports/errors';
import type { GenerationRecord, Generations, PictureOutcome } from '#ports/generations';
import { ModelFailure } from '#ports/model';
import type { Objects } from '#ports/objects';
import type { Pictures } from '#ports/pictures';
import type { Telemetry } from '#ports/telemetry';
import { keepLease, LEASE_MS } from './keep-lease.ts';
import { assetIdOf, pictureKeys } from './picture-keys.ts';
import { finishPicture } from './pictures/finish-picture.ts';
import { DRAW_MS, MAX_ATTEMPTS } from './pictures/parameters.ts';
import { within } from './within.ts';

export interface MakePicturesDeps {
  readonly generations: Generations;
  readonly objects: Objects;
  readonly pictures: Pictures;
  readonly drawing: Drawing;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

/** `over`: nothing was left to do. A failed generation is a result, not an error, because its status reports it. */
export type PicturesOutcome = 'succeeded' | 'failed' | 'over';

/**
 * Makes the pictures of an order. Repeated and concurrent deliveries make each picture once: the claim admits one
 * worker, and an attempt begins by looking for the model's picture, which is stored before anything else is done to it.
 *
 * @throws when the delivery should be retried later: another worker has the job, or this attempt failed and others
 *   remain.
 */
export async function makePictures(order: GenerationOrder, deps: MakePicturesDeps): Promise<PicturesOutcome> {
  const { generations, clock, ids } = deps;
  const owner = ids.uuid();
  const leaseUntil = clock.now() + LEASE_MS;
  const claimed = await generations.claim(order, {
    owner,
    now: clock.now(),
    leaseUntil,
    maxAttempts: MAX_ATTEMPTS,
  });
  if (claimed === 'leased') throw new CoachError('generation_in_progress', 'another worker makes these pictures');
  if (claimed === 'over') return 'over';
  if (clock.now() >= Date.parse(claimed.deadline)) {
    await generations.end(claimed, { code: 'deadline_exceeded', now: clock.now() });
    return 'failed';
  }
  const renew = (until: number) => generations.renew(order, owner, until);
  const lease = keepLease(leaseUntil, { ...deps, renew, name: 'generation' });
  try {
    return await makeAll({ claimed, owner, signal: lease.lost }, deps);
  } finally {
    await lease.release();
  }
}

interface Attempt {
  readonly claimed: GenerationRecord;
  readonly owner: string;
  readonly signal: AbortSignal;
}

async function makeAll(attempt: Attempt, deps: MakePicturesDeps): Promise<PicturesOutcome> {
  const { claimed, owner } = attempt;
  const isLast = claimed.attempt >= MAX_ATTEMPTS;
  const pictures: Record<string, PictureOutcome> = { ...claimed.pictures };
  let failure: unknown;
  for (let place = 1; place <= claimed.count; place += 1) {
    if (pictures[place]) continue;
    try {
      pictures[place] = await makeOne(attempt, place, deps);
    } catch (error) {
      if (error instanceof Fenced) throw error;
      deps.telemetry.log('warn', 'a picture failed', { error, generationId: claimed.generationId, place });
      if (!isLast && !isHopeless(error)) {
        failure ??= error;
        continue;
      }
      const outcome = { state: 'failed', code: problemOf(error) } as const;
      if (!(await deps.generations.record(claimed, owner, place, outcome))) throw lost();
      pictures[place] = outcome;
    }
  }
  if (failure !== undefined) {
    await deps.generations.requeue(claimed, owner);
    throw failure;
  }
  const codes = Object.values(pictures).flatMap((picture) => (picture.state === 'failed' ? picture.code : []));
  const now = deps.clock.now();
  const isEnded = await deps.generations.end({ ...claimed, pictures }, { now, ...(codes[0] && { code: codes[0] }) });
  if (!isEnded) throw lost();
  const outcome = codes.length === claimed.count ? 'failed' : 'succeeded';
  deps.telemetry.count('Generations', { outcome });
  deps.telemetry.count('PicturesFailed', {}, codes.length);
  return outcome;
}

const lost = () => new Fenced('the generation is no longer ours');

async function makeOne(attempt: Attempt, place: number, deps: MakePicturesDeps) {
  const { claimed, owner, signal } = attempt;
  const { sub, generationId, brief } = claimed;
  const assetId = assetIdOf(generationId, place);
  const keys = pictureKeys(sub, assetId);
  const undrawable = await deps.drawing.undrawable(brief.displayTexts);
  if (undrawable.length > 0) throw new UndrawableText('no font has some characters of the texts');
  const raw = await rawPicture(attempt, place, deps);
  const { picture, pack } = await finishPicture(raw, brief, deps);
  await deps.objects.put({ key: keys.picture, bytes: picture, contentType: 'image/png' });
  if (pack) await deps.objects.put({ key: keys.pack, bytes: pack, contentType: 'application/zip' });
  signal.throwIfAborted();
  const outcome = { state: 'ready' } as const;
  const { width, height } = ASSET_FORMATS[brief.assetType];
  const asset = {
    assetId,
    sub,
    sessionId: claimed.sessionId,
    assetType: brief.assetType,
    width,
    height,
    description: brief.words,
    hasPack: pack !== undefined,
    createdAt: isoOf(deps.clock.now()),
  };
  if (!(await deps.generations.record(claimed, owner, place, outcome, asset))) throw lost();
  return outcome;
}

/** The model's picture, from an earlier attempt or from the model. Stored at once, so that each is asked for once. */
async function rawPicture(attempt: Attempt, place: number, deps: MakePicturesDeps): Promise<Uint8Array> {
  const { sub, generationId, brief } = attempt.claimed;
  const { objects, pictures, drawing, telemetry } = deps;
  const { raw } = pictureKeys(sub, assetIdOf(generationId, place));
  const stored = await objects.read(raw);
  if (stored) return stored.bytes;
  const base =
    brief.basedOn === undefined || !pictures.startsFromPictures
      ? undefined
      : await objects.read(pictureKeys(sub, brief.basedOn).raw);
  const draw = async (isAgain: boolean): Promise<Uint8Array> => {
    const facts = { seed: seedOf(generationId, place, isAgain), isAgain, basedOn: base?.bytes };
    const drawn = await within(DRAW_MS, deps.clock, (late) =>
      pictures.draw(pictureRequest(brief, facts), AbortSignal.any([attempt.signal, late])),
    );
    await objects.put({ key: raw, bytes: drawn, contentType: 'image/png' });
    return drawn;
  };
  const first = await draw(false);
  if (!(await drawing.hasLetters(first))) return first;
  telemetry.count('PicturesWithText');
  try {
    return await draw(true);
  } catch (error) {
    attempt.signal.throwIfAborted();
    telemetry.log('warn', 'a picture with text was kept', { error, generationId, place });
    return first;
  }
}

/** What no further attempt mends. */
const isHopeless = (error: unknown): boolean =>
  error instanceof UndrawableText ||
  (error instanceof ModelFailure &&
    (error.kind === 'refused' || error.kind === 'invalid' || error.kind === 'too_long'));

function problemOf(error: unknown): ProblemCode {
  if (error instanceof UndrawableText) return 'validation_failed';
  if (!(error instanceof ModelFailure)) return codeOf(error);
  return error.kind === 'refused' ? 'model_refused' : 'model_unavailable';
}
