import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import { Loading } from '../../app/loading.tsx';
import { PROMPT_NEW } from '../../app/paths.ts';
import { promptDraftState, readPromptDraft } from '../../app/prompt-start.ts';
import { useBudget } from '../../data/use-account-limits.ts';
import { usePromptAccess } from '../../data/use-prompt-sessions.ts';
import { useTips } from '../../data/use-tips.ts';
import { usePromptTexts } from '../../i18n/use-prompt-texts.ts';
import { Failure } from '../../ui/failure.tsx';
import { CONTROL, Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PromptPage } from '../prompt-coach/prompt-page.tsx';
import { ASSET_GROUPS, type AssetGroup } from '../prompt-form/asset-type-choice.tsx';
import { TipCard } from './tip-card.tsx';
import styles from './tips.module.css';
import { UpgradeOffer } from './upgrade-offer.tsx';

interface ChoiceProps {
  readonly value: AssetType;
  readonly onChange: (assetType: AssetType) => void;
}

function TypeChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <div className={styles['choice']}>
      <Field label={t('prompt.form.purpose')}>
        <select className={CONTROL} value={value} onChange={({ target }) => onChange(target.value as AssetType)}>
          {(Object.keys(ASSET_GROUPS) as AssetGroup[]).map((group) => (
            <optgroup key={group} label={t(`prompt.form.groups.${group}`)}>
              {ASSET_GROUPS[group].map((assetType) => (
                <option key={assetType} value={assetType}>
                  {t(`prompt.assetTypes.${assetType}`)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      <p>{t(`prompt.seenAs.${value}`)}</p>
    </div>
  );
}

/** Tips for better pictures, for everyone, and what the next plan adds. */
export function Tips() {
  usePromptTexts();
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [assetType, setAssetType] = useState(() => readPromptDraft()?.assetType ?? 'twitch_emote');
  const { data, error, isPending, refetch } = useTips(assetType);
  const tier = useBudget().data?.tier;
  const offer = data?.upgrade && tier !== 'studio' ? tier : undefined;
  const access = usePromptAccess();
  const mayStart = access === 'full' || access === 'trial';
  const use = (description: string) =>
    navigate(PROMPT_NEW, { state: promptDraftState({ ...readPromptDraft(), assetType, description }) });
  return (
    <PromptPage title={t('prompt.tips.title')} lead={t('prompt.tips.lead')}>
      {access === 'used' && (
        <Notice tone="plain">
          <strong>{t('prompt.trial.used')}</strong> <span>{t('prompt.tips.usedText')}</span>
        </Notice>
      )}
      <div className={styles['columns']} data-has-offer={offer !== undefined}>
        <section className={styles['main']} aria-labelledby="tips-title">
          <h2 id="tips-title" className={styles['title']}>
            {t('prompt.tips.list', { type: t(`prompt.assetTypes.${assetType}`) })}
          </h2>
          <TypeChoice value={assetType} onChange={setAssetType} />
          {error && <Failure error={error} onRetry={() => void refetch()} />}
          {isPending && <Loading />}
          <ol className={styles['tips']}>
            {data?.tips.map((tip) => (
              <TipCard key={tip.id} tip={tip} onUse={mayStart ? use : undefined} />
            ))}
          </ol>
        </section>
        {offer && <UpgradeOffer tier={offer} />}
      </div>
    </PromptPage>
  );
}
