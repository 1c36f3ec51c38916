/** A part of the product whose tests are measured together. */
export interface Area {
  /** Its folder. A file belongs to the longest of these that it is in. */
  readonly folder: string;
  /** The share of mutants that tests must notice, in percent. */
  readonly target: number;
  /** The tests that should notice them. */
  readonly tests: readonly string[];
}

/** Everything that is mutated. */
export const AREAS: readonly Area[] = [
  {
    folder: 'libs/services/turn',
    target: 90,
    tests: ['libs/services/turn/**/*.test.ts', 'libs/services/{abort-turn,make-room,sweep,turn-status}.test.ts'],
  },
  { folder: 'libs/services', target: 80, tests: ['libs/services/**/*.test.ts'] },
  { folder: 'libs/domain', target: 90, tests: ['libs/domain/**/*.test.ts'] },
  { folder: 'libs/adapters/dynamodb', target: 90, tests: ['libs/adapters/dynamodb/**/*.test.ts'] },
  { folder: 'libs/adapters', target: 80, tests: ['libs/adapters/**/*.test.ts'] },
  { folder: 'libs/http', target: 90, tests: ['libs/http/**/*.test.ts', 'functions/coach-api/write-limits.test.ts'] },
  { folder: 'libs/contract', target: 80, tests: ['libs/contract/**/*.test.ts'] },
  { folder: 'libs/ports', target: 80, tests: ['libs/{ports,http,domain,services}/**/*.test.ts'] },
  { folder: 'frontend/client', target: 90, tests: ['frontend/client/**/*.test.ts'] },
];

/** The area of a file; `undefined` for one that is not mutated. */
export const areaOf = (file: string): Area | undefined =>
  AREAS.filter(({ folder }) => file.startsWith(`${folder}/`)).sort((a, b) => b.folder.length - a.folder.length)[0];

/** Whether a file is code of the product, which its tests have to protect. */
export const isMutated = (file: string): boolean =>
  areaOf(file) !== undefined && /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file);
