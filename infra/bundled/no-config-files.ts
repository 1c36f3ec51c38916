/** What stands in the bundles for `~/.aws/config`: a Lambda has none, and looking for it would be among its first deeds. */
export const fromSharedConfigFiles = () => async () => {
  throw Object.assign(new Error('configuration files are not in this bundle'), { tryNextLink: true });
};
