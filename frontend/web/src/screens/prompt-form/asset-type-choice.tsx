import { useTranslation } from 'react-i18next';
import { ASSET_FORMATS, type AssetType } from '#contract/prompt-coach/asset-types';
import { AssetShape } from './asset-shape.tsx';
import styles from './prompt-form.module.css';

/** The types by the place where they are seen. */
export const ASSET_GROUPS = {
  chat: ['twitch_emote', 'twitch_badge'],
  video: ['youtube_thumbnail', 'thumbnail', 'clip_cover'],
  channel: ['twitch_panel', 'twitch_offline', 'twitch_banner', 'banner', 'overlay'],
  stories: ['tiktok_story', 'instagram_story', 'instagram_reel', 'story_graphic'],
} as const satisfies Record<string, readonly AssetType[]>;

export type AssetGroup = keyof typeof ASSET_GROUPS;

interface ChoiceProps {
  readonly value: AssetType;
  readonly onChange: (assetType: AssetType) => void;
}

function Option({ assetType, value, onChange }: ChoiceProps & { readonly assetType: AssetType }) {
  const { t } = useTranslation();
  const { width, height } = ASSET_FORMATS[assetType];
  return (
    <label className={styles['type']} data-checked={value === assetType}>
      <input
        type="radio"
        name="assetType"
        value={assetType}
        checked={value === assetType}
        onChange={() => onChange(assetType)}
      />
      <AssetShape assetType={assetType} />
      <span>
        <strong>{t(`prompt.assetTypes.${assetType}`)}</strong>
        <small>{t('prompt.size', { width, height })}</small>
      </span>
    </label>
  );
}

/** What the picture is for: the types by the place where they are seen, with their shape and true size. */
export function AssetTypeChoice(props: ChoiceProps) {
  const { t } = useTranslation();
  const { width, height, safeArea } = ASSET_FORMATS[props.value];
  return (
    <fieldset className={styles['group']}>
      <legend>{t('prompt.form.purpose')}</legend>
      {(Object.keys(ASSET_GROUPS) as AssetGroup[]).map((group) => (
        <div key={group} className={styles['place']}>
          <p>{t(`prompt.form.groups.${group}`)}</p>
          <div className={styles['types']}>
            {ASSET_GROUPS[group].map((assetType) => (
              <Option key={assetType} assetType={assetType} {...props} />
            ))}
          </div>
        </div>
      ))}
      <p className={styles['about']} role="status">
        <strong>{t('prompt.form.pixels', { width, height })}</strong> {t(`prompt.seenAs.${props.value}`)}{' '}
        {safeArea && t('prompt.form.safeArea', { ...safeArea })}
      </p>
    </fieldset>
  );
}
