/** Replaces DynamoDB's paginators in the bundles. They are created at load time, so tree shaking cannot remove them. */
export const paginateQuery = undefined;
export const paginateScan = undefined;
