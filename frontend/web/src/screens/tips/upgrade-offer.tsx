import { useTranslation } from 'react-i18next';
import type { Tier } from '#contract/tiers';
import { Plans } from '../../conversation/upgrade-card.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './tips.module.css';

/** What the next plan adds for pictures, and how one gets it. */
export function UpgradeOffer({ tier }: { readonly tier: Exclude<Tier, 'studio'> }) {
  const { t } = useTranslation();
  const highlights = t(`prompt.tips.upgrade.${tier}.highlights`, { returnObjects: true });
  return (
    <section className={styles['offer']} aria-labelledby="offer-title">
      <h2 id="offer-title">{t(`prompt.tips.upgrade.${tier}.title`)}</h2>
      <p>{t(`prompt.tips.upgrade.${tier}.description`)}</p>
      <ul className={styles['highlights']}>
        {highlights.map((highlight) => (
          <li key={highlight}>
            <Icon name="check" />
            {highlight}
          </li>
        ))}
      </ul>
      <Disclosure title={t(`prompt.tips.upgrade.${tier}.action`)}>
        <Plans tier={tier} />
        <p className={styles['how']}>{t('plan.upgrade.how')}</p>
      </Disclosure>
    </section>
  );
}
