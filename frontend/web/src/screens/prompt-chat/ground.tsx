import { ASSET_FORMATS } from '#contract/prompt-coach/asset-types';
import type { Asset } from '#contract/prompt-coach/responses';
import styles from './pictures.module.css';

const SMALL = 200;

export interface GroundProps {
  readonly asset: Asset;
  /** Nothing, where the button around it has a name. */
  readonly alt: string;
}

/** A picture: on a checker where its background is transparent, which shows what is cut out. */
export function Ground({ asset: { assetType, url, width, height }, alt }: GroundProps) {
  const { isTransparent = false } = ASSET_FORMATS[assetType];
  return (
    <span className={styles['ground']} data-cut={isTransparent}>
      <img src={url} alt={alt} width={width} height={height} data-small={width < SMALL} />
    </span>
  );
}
