/** What stands in the bundles for the SDK's user agent, which loads two of Node's modules to name the machine. */
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
