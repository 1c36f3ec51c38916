/** What stands in the bundles for DynamoDB's paginators, which would be kept for being made when they are loaded. */
export const paginateQuery = undefined;
export const paginateScan = undefined;
