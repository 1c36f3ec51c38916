import * as z from 'zod/mini';

/** Who sends the e-mails of the user pool. */
interface Sender {
  readonly address: string;
  /** The name before the address; absent where only the address is shown. */
  readonly name?: string;
}

const FORM = /^(?:(?<name>[^<>@"\p{Cc}]{1,64}?) *<(?<named>[^<>]+)>|(?<bare>[^<>]+))$/u;

/** SMTPUTF8 addresses are left out, because Cognito takes only ASCII before the `@`. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/i;

/** A sender as in a From header: `coach@example.com` or `Coach <coach@example.com>`. Empty for none. */
export const SenderSetting = z.pipe(
  z.string().check(
    z.refine((text) => text === '' || senderOf(text) !== undefined, {
      error: 'must be an address, or a name and an address: Coach <coach@example.com>',
    }),
  ),
  z.transform(senderOf),
);

function senderOf(text: string): Sender | undefined {
  const { name = '', named, bare = named } = FORM.exec(text)?.groups ?? {};
  if (bare === undefined || !ADDRESS.test(bare)) return undefined;
  return { address: bare, ...(name.trim() && { name: name.trim() }) };
}
