import styles from './pictures.module.css';

/** Three lanes, running: something is being made. They stand still where less motion is wanted. */
export function Lanes() {
  return (
    <svg className={styles['lanes']} viewBox="0 0 60 36" aria-hidden="true" focusable="false">
      <path d="M4 8h52" />
      <path d="M4 18h52" />
      <path d="M4 28h52" />
    </svg>
  );
}
