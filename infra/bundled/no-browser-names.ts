/** What stands in the bundles for `bowser`, by which the SDK tells browsers apart: there is none. */
export const parse = () => ({});
