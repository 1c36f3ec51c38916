import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { beforeAll, describe, expect, it } from 'vitest';
import { rules } from './architecture-rules.ts';

interface Summary {
  readonly totalDependenciesCruised?: number;
  readonly totalCruised: number;
  readonly violations: readonly {
    readonly rule: { readonly name: string };
    readonly from: string;
    readonly to: string;
  }[];
}

describe('the layer rules', () => {
  let summary: Summary;

  beforeAll(async () => {
    const { forbidden, options } = rules;
    const result = await cruise(
      ['libs', 'functions', 'infra', 'frontend'],
      { ...options, validate: true, ruleSet: { forbidden } } as never,
      {},
      { tsConfig: extractTSConfig('tsconfig.json') },
    );
    summary = (result.output as { summary: Summary }).summary;
  });

  // dependency-cruiser reports success without reading a file when it cannot load the TypeScript compiler.
  it('reads more than 100 modules and 200 dependencies', () => {
    expect(summary.totalCruised).toBeGreaterThan(100);
    expect(summary.totalDependenciesCruised).toBeGreaterThan(200);
  });

  it('finds no import that the layer table forbids', () => {
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});
