import styles from './initial.module.css';

/** The first grapheme of a name. */
const initialOf = (name: string): string => {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (first?.segment ?? '').toLocaleUpperCase();
};

/** The picture of a coach beside its name. */
export function Initial({ name }: { readonly name: string }) {
  return (
    <span className={styles['initial']} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}
