import type { Clock } from '#ports/clock';
import type { Objects } from '#ports/objects';
import { createBucketObjects } from './bucket-objects.ts';
import { locationFromEnvironment, type S3Location } from './location.ts';

/** Everything that is loaded with the first call, in one module, so that a bundle has one file for it. */
export const openBucket = (
  bucketName: string,
  clock: Clock,
  where: Omit<S3Location, 'bucketName'> | undefined,
): Objects => createBucketObjects(where ? { ...where, bucketName } : locationFromEnvironment(bucketName), clock);
