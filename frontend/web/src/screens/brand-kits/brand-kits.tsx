import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type BrandKit, DEFAULT_TONE } from '#contract/prompt-coach/brand';
import { Loading } from '../../app/loading.tsx';
import { PROMPT_KIT_NEW, promptKitPath } from '../../app/paths.ts';
import { useBrandKits } from '../../data/use-brand-kits.ts';
import { usePromptTexts } from '../../i18n/use-prompt-texts.ts';
import { Beret } from '../../ui/beret.tsx';
import { ButtonLink, IconButton } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { StoredImage } from '../../uploads/stored-image.tsx';
import { PromptPage } from '../prompt-coach/prompt-page.tsx';
import styles from './brand-kits.module.css';
import { DeleteKit } from './delete-kit.tsx';

/** The colors side by side, with their names. */
function Colors({ colors }: Pick<BrandKit, 'colors'>) {
  const { t } = useTranslation();
  if (colors.length === 0) return <p className={styles['none']}>{t('prompt.kits.noColors')}</p>;
  return (
    <ul className={styles['colors']} aria-label={t('prompt.kits.colors')}>
      {colors.map(({ hex, name }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole, and colors may be the same
        <li key={index} title={`${name} ${hex}`}>
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect width="1" height="1" fill={hex} />
          </svg>
          <span dir="auto">{name}</span>
        </li>
      ))}
    </ul>
  );
}

/** Tone, fonts, and the address of the logo. */
function Facts({ tone, fonts, logoUrl }: BrandKit) {
  const { t } = useTranslation();
  const facts = [
    [t('prompt.kits.tone'), tone === DEFAULT_TONE ? t('prompt.kits.toneExample') : tone],
    [t('prompt.kits.headline'), fonts.headline],
    [t('prompt.kits.body'), fonts.body],
  ] as const;
  return (
    <dl className={styles['facts']}>
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
      )}
      {logoUrl !== undefined && (
        <div>
          <dt>{t('prompt.kits.logo')}</dt>
          <dd>
            <a href={logoUrl} target="_blank" rel="noopener noreferrer nofollow">
              {URL.parse(logoUrl)?.host}
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}

function KitCard({ kit }: { readonly kit: BrandKit }) {
  const { t } = useTranslation();
  const [isDeleting, setIsDeleting] = useState(false);
  const { brandKitId, name, logoKey } = kit;
  return (
    <li className={styles['kit']}>
      <Colors colors={kit.colors} />
      <div className={styles['words']}>
        <header>
          {logoKey !== undefined && (
            <span className={styles['logo']}>
              <StoredImage of={logoKey} alt={t('prompt.kits.logoOf', { name })} />
            </span>
          )}
          <h2 dir="auto">
            <Link href={promptKitPath(brandKitId)} aria-label={t('prompt.kits.edit', { name })}>
              {name}
            </Link>
          </h2>
          <IconButton name="trash" label={t('prompt.kits.deleteNamed', { name })} onClick={() => setIsDeleting(true)} />
        </header>
        <Facts {...kit} />
      </div>
      {isDeleting && <DeleteKit kit={kit} onClose={() => setIsDeleting(false)} />}
    </li>
  );
}

/** The person's brand kits. */
export function BrandKits() {
  usePromptTexts();
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useBrandKits();
  const kits = data?.brandKits ?? [];
  const add = (
    <ButtonLink look="primary" icon="plus" href={PROMPT_KIT_NEW}>
      {t('prompt.kits.new')}
    </ButtonLink>
  );
  return (
    <PromptPage title={t('prompt.kits.title')} lead={t('prompt.kits.lead')} actions={kits.length > 0 && add}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {data && (
        <PagedList className={styles['kits']} aria-label={t('prompt.kits.title')}>
          {kits.map((kit) => (
            <KitCard key={kit.brandKitId} kit={kit} />
          ))}
        </PagedList>
      )}
      {data && kits.length === 0 && (
        <div className={styles['empty']}>
          <span className={styles['face']}>
            <Beret />
          </span>
          <div>
            <p>{t('prompt.kits.empty')}</p>
            {add}
          </div>
        </div>
      )}
    </PromptPage>
  );
}
