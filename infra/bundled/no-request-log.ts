/** Replaces the SDK's log of each request in the bundles, because no client has a logger. */
export const loggerMiddleware = undefined;
export const loggerMiddlewareOptions = undefined;
export const getLoggerPlugin = () => ({ applyToStack() {} });
