/** Replaces the request to the EC2 instance metadata service in the bundles, because a Lambda does not run on EC2. */
export const getInstanceMetadataRegion = async (): Promise<undefined> => undefined;
