/** Replaces the SDK's rules for the endpoints of buckets in the bundles, because none of its clients here is for S3. */
export const resolveParamsForS3 = (): Promise<void> => Promise.resolve();
