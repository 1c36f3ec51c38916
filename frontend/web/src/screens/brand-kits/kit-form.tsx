import { useTranslation } from 'react-i18next';
import type { BrandKit } from '#contract/prompt-coach/brand';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { ColorFields } from './color-fields.tsx';
import styles from './kit-form.module.css';
import { LogoFields } from './logo-fields.tsx';
import { TextField } from './text-field.tsx';
import { type KitForm as FormState, useKitForm } from './use-kit-form.ts';

/** What the brand sounds like, and its fonts. */
function ToneFields({ values, change, isBad }: FormState) {
  const { t } = useTranslation();
  const { headline, body, tone } = values;
  return (
    <section aria-labelledby="tone-title" className={styles['group']}>
      <h2 id="tone-title">{t('prompt.kits.toneAndFonts')}</h2>
      <div className={styles['columns']}>
        <TextField
          label={t('prompt.kits.tone')}
          maxLength={50}
          value={tone}
          placeholder={t('prompt.kits.toneExample')}
          hint={t('prompt.kits.toneAbout')}
          fault={isBad('tone') && t('prompt.kits.faults.tone')}
          onText={(text) => change({ tone: text })}
        />
        <TextField
          label={t('prompt.kits.headline')}
          maxLength={100}
          value={headline}
          hint={t('prompt.kits.fontAbout')}
          fault={isBad('fonts.headline') && t('prompt.kits.faults.font')}
          onText={(text) => change({ headline: text })}
        />
        <TextField
          label={t('prompt.kits.body')}
          maxLength={100}
          value={body}
          fault={isBad('fonts.body') && t('prompt.kits.faults.font')}
          onText={(text) => change({ body: text })}
        />
      </div>
    </section>
  );
}

export interface KitFormProps {
  /** The kit that is changed; without one, another is created. */
  readonly kit: BrandKit | undefined;
  readonly onSaved: (kit: BrandKit) => void;
}

/** All that belongs to a brand. */
export function KitForm({ kit, onSaved }: KitFormProps) {
  const { t } = useTranslation();
  const state = useKitForm(kit, onSaved);
  const { values, change, isBad, error, isSaving, logo, form, onSubmit } = state;
  return (
    <form ref={form} className={styles['form']} noValidate onSubmit={onSubmit}>
      <div className={styles['name']}>
        <TextField
          label={t('prompt.kits.name')}
          maxLength={100}
          value={values.name}
          placeholder={t('prompt.kits.nameExample')}
          fault={isBad('name') && t('prompt.kits.faults.name')}
          onText={(name) => change({ name })}
        />
      </div>
      <ColorFields {...state} />
      <ToneFields {...state} />
      <LogoFields {...state} />
      {error && <Failure error={error} />}
      <div className={styles['submit']}>
        <Button look="primary" type="submit" disabled={isSaving || logo.shown.isUploading}>
          {logo.shown.isUploading ? t('prompt.kits.uploading') : t('prompt.kits.save')}
        </Button>
      </div>
    </form>
  );
}
