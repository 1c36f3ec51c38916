import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../ui/field.tsx';
import { AttachedImages } from '../../uploads/attached-images.tsx';
import { DropSheet } from '../../uploads/drop-sheet.tsx';
import { ImageShelf } from '../../uploads/image-shelf.tsx';
import { PickButton } from '../../uploads/pick-button.tsx';
import { useFileGestures } from '../../uploads/use-file-gestures.ts';
import styles from './kit-form.module.css';
import { TextField } from './text-field.tsx';
import type { KitForm } from './use-kit-form.ts';

/** The logo: a picture that is picked, pasted or dropped onto the page, or an address. */
export function LogoFields({ values, change, logo, isBad }: KitForm) {
  const { t } = useTranslation();
  const { shown, choose } = logo;
  const isOver = useFileGestures(choose);
  const isRefused = isBad('logoKey');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOver) place.current?.scrollIntoView({ block: 'center' });
  }, [isOver]);
  return (
    <section aria-labelledby="logo-title" className={styles['logo']}>
      <h2 id="logo-title">{t('prompt.kits.logo')}</h2>
      <p className={styles['about']}>{t('prompt.kits.logoAbout')}</p>
      <div ref={place} className={styles['upload']} data-bad={isRefused}>
        <AttachedImages {...shown} label={t('prompt.kits.logo')} />
        <div className={styles['pick']}>
          <PickButton
            label={t(shown.attachments.length > 0 ? 'prompt.kits.otherLogo' : 'prompt.kits.addLogo')}
            isMultiple={false}
            hasWords
            onFiles={choose}
          />
          <p>{t('prompt.kits.drop')}</p>
        </div>
        {isOver && <DropSheet />}
      </div>
      <ImageShelf shown={shown} most={1} />
      {isRefused && (
        <div tabIndex={-1} aria-invalid="true">
          <Hint id="logo-fault" isBad>
            {t('prompt.kits.faults.logoKey')}
          </Hint>
        </div>
      )}
      <TextField
        label={t('prompt.kits.logoUrl')}
        type="url"
        inputMode="url"
        dir="ltr"
        maxLength={2_000}
        value={values.logoUrl}
        placeholder="https://"
        hint={t('prompt.kits.logoUrlAbout')}
        fault={isBad('logoUrl') && t('prompt.kits.faults.logoUrl')}
        onText={(logoUrl) => change({ logoUrl })}
      />
    </section>
  );
}
