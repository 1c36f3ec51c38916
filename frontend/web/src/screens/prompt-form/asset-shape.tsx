import { ASSET_FORMATS, type AssetType } from '#contract/prompt-coach/asset-types';
import styles from './prompt-form.module.css';

/** On a grid of 48: the longest side of a large picture. */
const LONGEST = 44;
/** The smallest side that can still be seen. */
const SHORTEST = 10;

/** The proportions of a picture, and within it what every device shows. Emotes and badges are small here, too. */
export function AssetShape({ assetType }: { readonly assetType: AssetType }) {
  const { width, height, safeArea, isTransparent = false } = ASSET_FORMATS[assetType];
  const longest = Math.max(width, height);
  const side = longest < 200 ? Math.max(SHORTEST, longest / 5) : LONGEST;
  const scale = side / longest;
  const box = (size: { readonly width: number; readonly height: number }) => ({
    x: 24 - (size.width * scale) / 2,
    y: 24 - (size.height * scale) / 2,
    width: size.width * scale,
    height: size.height * scale,
  });
  return (
    <svg className={styles['shape']} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <rect className={styles[isTransparent ? 'cutOut' : 'whole']} rx="2.5" {...box({ width, height })} />
      {safeArea && <rect className={styles['safe']} rx="1" {...box(safeArea)} />}
    </svg>
  );
}
