import { cachedBuild } from '#infra/local/build/cached-build';

/** The folder of the web app as it is shipped. It is built once for all tests, so nobody may change it. */
export const builtWeb = (): Promise<string> => cachedBuild('web', { say: () => undefined });
