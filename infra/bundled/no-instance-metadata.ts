/** What stands in the bundles for asking a virtual machine where it runs: a Lambda is none. */
export const getInstanceMetadataRegion = async (): Promise<undefined> => undefined;
