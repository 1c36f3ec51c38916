import { GenerationOrder } from '#domain/job-payloads';
import { type MakePicturesDeps, makePictures, type PicturesOutcome } from '#services/make-pictures';

/** The job that makes pictures; its event is the order. Throws when Lambda should retry. */
export const createGenerateAsset =
  (deps: MakePicturesDeps) =>
  (event: unknown): Promise<PicturesOutcome> =>
    makePictures(GenerationOrder.parse(event), deps);
