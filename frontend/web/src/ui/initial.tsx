import styles from './initial.module.css';

/** The first letter of a name as a person reads it, whatever it is made of. */
const initialOf = (name: string): string => {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (first?.segment ?? '').toLocaleUpperCase();
};

/** Stands for a coach beside its name. */
export function Initial({ name }: { readonly name: string }) {
  return (
    <span className={styles['initial']} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}
