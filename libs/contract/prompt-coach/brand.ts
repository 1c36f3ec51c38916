import * as z from 'zod/mini';
import { canonicalId, isId } from '../ids.ts';
import { Characters, Text } from '../text.ts';

export const BrandColor = z.strictObject({
  hex: z.string().check(z.regex(/^#[\da-f]{6}$/i, { error: '#RRGGBB' })),
  name: Text(1, 50),
});
export type BrandColor = z.infer<typeof BrandColor>;

export const MAX_COLORS = 10;

const Fonts = z.strictObject({ headline: z.optional(Text(1, 100)), body: z.optional(Text(1, 100)) });

/** Shown as a link and never fetched. */
const LogoUrl = z.string().check(
  z.maxLength(2_000),
  z.refine((url) => URL.parse(url)?.protocol === 'https:', { error: 'an https address' }),
);

const look = {
  colors: z.array(BrandColor).check(z.maxLength(MAX_COLORS)),
  tone: Text(1, 50),
  fonts: Fonts,
};

/** The brand of one session. Fields that are given replace those of the kit. */
export const BrandContext = z.partial(
  z.strictObject({
    brandKitId: z.string().check(z.overwrite(canonicalId), z.refine(isId, { error: 'an id' })),
    ...look,
    logoUrl: LogoUrl,
  }),
);
export type BrandContext = z.infer<typeof BrandContext>;

/** What a session copied from the kit and the start request when it began. */
export const Brand = z.object({
  brandKitId: z.optional(z.string()),
  kitName: z.optional(z.string()),
  colors: z.array(z.object({ hex: z.string(), name: z.string() })),
  tone: z.string(),
  fonts: z.object({ headline: z.optional(z.string()), body: z.optional(z.string()) }),
  logoUrl: z.optional(z.string()),
  /** The key of an uploaded logo, which the product can draw into a picture. */
  logoKey: z.optional(z.string()),
});
export type Brand = z.infer<typeof Brand>;

export const DEFAULT_TONE = 'professional';

/** A whole kit. A PUT replaces the stored one. */
export const NewBrandKit = z.strictObject({
  name: Text(1, 100),
  colors: z._default(look.colors, []),
  tone: z._default(look.tone, DEFAULT_TONE),
  fonts: z._default(look.fonts, {}),
  logoUrl: z.optional(LogoUrl),
  /** An upload of the same person. */
  logoKey: z.optional(Characters(1_024)),
});
export type NewBrandKit = z.infer<typeof NewBrandKit>;

export const BrandKit = z.object({
  ...z.omit(Brand, { kitName: true }).shape,
  brandKitId: z.string(),
  name: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type BrandKit = z.infer<typeof BrandKit>;

/** Newest first. */
export const BrandKitList = z.object({ brandKits: z.array(BrandKit), nextCursor: z.optional(z.string()) });
export type BrandKitList = z.infer<typeof BrandKitList>;
