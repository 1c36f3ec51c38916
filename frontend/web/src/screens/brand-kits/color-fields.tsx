import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { BrandColor, MAX_COLORS } from '#contract/prompt-coach/brand';
import { Button, IconButton } from '../../ui/button.tsx';
import styles from './color-fields.module.css';
import { ContrastFacts } from './contrast-facts.tsx';
import { TextField } from './text-field.tsx';
import type { KitForm } from './use-kit-form.ts';
import type { ColorValue } from './use-kit-values.ts';

const isHex = (hex: string): boolean => BrandColor.shape.hex.safeParse(hex).success;

type RowProps = Pick<KitForm, 'changeColor' | 'removeColor' | 'isBad'> & {
  readonly color: ColorValue;
  readonly index: number;
};

/** One color: by the browser's picker or by its value, with its name and what can be read on it. */
function ColorRow({ color: { id, hex, name }, index, changeColor, removeColor, isBad }: RowProps) {
  const { t } = useTranslation();
  const number = index + 1;
  const fault = (field: 'hex' | 'name') =>
    isBad(`colors.${index}.${field}`) && t(`prompt.kits.faults.${field === 'hex' ? 'hex' : 'colorName'}`);
  return (
    <li className={styles['row']}>
      <fieldset>
        <legend>{t('prompt.kits.color', { number })}</legend>
        <div className={styles['fields']}>
          <input
            type="color"
            className={styles['picker']}
            data-color={id}
            aria-label={t('prompt.kits.pick')}
            value={isHex(hex) ? hex.toLowerCase() : '#000000'}
            onChange={({ target }) => changeColor(id, { hex: target.value.toUpperCase() })}
          />
          <TextField
            label={t('prompt.kits.colorName')}
            maxLength={50}
            value={name}
            placeholder={t('prompt.kits.colorExample')}
            fault={fault('name')}
            onText={(text) => changeColor(id, { name: text })}
          />
          <TextField
            label={t('prompt.kits.hex')}
            dir="ltr"
            spellCheck={false}
            autoCapitalize="characters"
            value={hex}
            fault={fault('hex')}
            onText={(text) => changeColor(id, { hex: text })}
          />
          <span className={styles['remove']}>
            <IconButton name="close" label={t('prompt.kits.removeColor', { number })} onClick={() => removeColor(id)} />
          </span>
        </div>
        {isHex(hex) && <ContrastFacts hex={hex} />}
      </fieldset>
    </li>
  );
}

/** The colors of a kit. An added one has the focus, and after one is removed the button that adds. */
export function ColorFields({ values: { colors }, addColor, ...form }: KitForm) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const added = useRef<number>(undefined);
  useEffect(() => {
    if (added.current === undefined) return;
    list.current?.querySelector<HTMLElement>(`[data-color="${added.current}"]`)?.focus();
    added.current = undefined;
  });
  return (
    <section aria-labelledby="colors-title" data-focus-home="add-color" className={styles['colors']}>
      <h2 id="colors-title">{t('prompt.kits.colors')}</h2>
      <p className={styles['about']}>{t('prompt.kits.colorsAbout')}</p>
      <ul ref={list}>
        {colors.map((color, index) => (
          <ColorRow key={color.id} color={color} index={index} {...form} />
        ))}
      </ul>
      {colors.length < MAX_COLORS ? (
        <Button
          id="add-color"
          icon="plus"
          onClick={() => {
            added.current = addColor();
          }}
        >
          {t('prompt.kits.addColor')}
        </Button>
      ) : (
        <p id="add-color" tabIndex={-1} className={styles['about']}>
          {t('prompt.kits.allColors', { most: MAX_COLORS })}
        </p>
      )}
    </section>
  );
}
