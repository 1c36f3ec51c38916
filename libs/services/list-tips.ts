import type { AssetType } from '#contract/prompt-coach/asset-types';
import { tipsFor } from '#contract/prompt-coach/tip-list';
import type { TipList } from '#contract/prompt-coach/tips';
import type { Tier } from '#contract/tiers';
import type { Users } from '#ports/sessions';

/** What the next tier adds for streamers. The web app has these words in each of its languages. */
const UPGRADES: Readonly<Record<Tier, TipList['upgrade']>> = {
  free: {
    title: 'The whole prompt coach',
    description: 'Pro opens the creative director for every picture, not just for one session.',
    highlights: ['Sessions without a limit on their number', '50 pictures a month', 'The game coach'],
    action: 'See Pro',
  },
  pro: {
    title: 'Pictures that know the season',
    description: 'Studio looks up what is new in your game before it suggests a picture.',
    highlights: ['Web search in the session', '200 pictures a month', '500,000 tokens a month'],
    action: 'See Studio',
  },
  studio: undefined,
};

/** What a person of that tier gets. */
export function tipListOf(tier: Tier, assetType: AssetType | undefined): TipList {
  const upgrade = UPGRADES[tier];
  return { tips: [...tipsFor(assetType)], ...(upgrade && { upgrade }) };
}

/** Tips for everybody, those for the asset type first. */
export async function listTips(
  sub: string,
  assetType: AssetType | undefined,
  { users }: { readonly users: Users },
): Promise<TipList> {
  const { tier } = await users.get(sub);
  return tipListOf(tier, assetType);
}
