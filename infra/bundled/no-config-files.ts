/** Replaces the reader of `~/.aws/config` in the bundles. A Lambda has no such file. */
export const fromSharedConfigFiles = () => async () => {
  throw Object.assign(new Error('configuration files are not in this bundle'), { tryNextLink: true });
};
