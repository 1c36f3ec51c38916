import styles from './icon.module.css';

/** Paths on a 24 × 24 grid, in the color of the text around them. */
const SHAPES = {
  arrowLeft: 'M19 12H5m6-6-6 6 6 6',
  arrowRight: 'M5 12h14m-6-6 6 6-6 6',
  arrowDown: 'M12 5v14m-6-6 6 6 6-6',
  send: 'M12 19V5m-6 6 6-6 6 6',
  stop: 'M7 7h10v10H7z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  dot: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  trash: 'M5 7h14M10 7V5h4v2m-7 0 .8 12h8.4L17 7m-6.5 4v5m3-5v5',
  alert: 'M12 8v5m0 3.5h.01M10.3 4.5 3.2 17a2 2 0 0 0 1.7 3h14.2a2 2 0 0 0 1.7-3L13.7 4.5a2 2 0 0 0-3.4 0z',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7 8c.8-3.4 3.6-5 7-5s6.2 1.6 7 5',
  clock: 'M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  home: 'M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 3.5v4h-4',
  chevronDown: 'm6 9 6 6 6-6',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  attach: 'm20 11.5-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l7.9-7.8a3 3 0 0 1 4.3 4.3l-7.7 7.6a1.5 1.5 0 0 1-2.1-2.1l7-7',
  gift: 'M5 11h14v9H5zM4 8h16v3H4zM12 8v12M12 8c-2.5 0-4-1-4-2.5S9 3.5 10 4.2s2 2.3 2 3.8c0-1.5 1-3.1 2-3.8s2 .3 2 1.3S14.5 8 12 8z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6zM12 14.5v2',
  upload: 'M12 15V4m-5 5 5-5 5 5M5 15v3a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-3',
  edit: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19 4 20zm9.5-13 3.5 3.5',
  image: 'M4 5h16v14H4zm0 11 4.5-4.5 4 4L16 12l4 4M9 9h.01',
  download: 'M12 4v11m-5-5 5 5 5-5M5 19.5h14',
  wand: 'M5 19 15 9M17 3v4m-2-2h4m.5 6.5v3M18 13h3M8 4.5v3M6.5 6h3',
  search: 'M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm5-2 5 5',
  expand: 'M14 5h5v5m0-5-6 6m-3 8H5v-5m0 5 6-6',
  info: 'M12 11v5m0-8h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  recap: 'M7 4h10v16H7zM10 9h4m-4 3.5h4M10 16h2',
} as const;

export type IconName = keyof typeof SHAPES;

/** Decoration: the words beside it, or the label of its button, have the meaning. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles['icon']} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
