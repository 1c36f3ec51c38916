/** Replaces the SDK's user agent in the bundles, which loads two Node modules to describe the machine. */
export const createDefaultUserAgentProvider =
  ({ clientVersion, serviceId }: { readonly clientVersion: string; readonly serviceId: string }) =>
  async () => [
    ['aws-sdk-js', clientVersion],
    ['ua', '2.1'],
    ['lang/js'],
    ['md/nodejs', process.versions.node],
    [`api/${serviceId}`, clientVersion],
    [`exec-env/${process.env['AWS_EXECUTION_ENV']}`],
  ];
export const defaultUserAgent = undefined;
export const crtAvailability = { isCrtAvailable: false };
