import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GivenSettings } from '../stage-settings.ts';
import { buildApp } from '../synth.ts';

/** What the templates of a stage need of the account. */
export interface StageNeeds {
  /** Reserved concurrency by function name. */
  readonly reservations: ReadonlyMap<string, number>;
  /** Oldest version of the bootstrap stack. */
  readonly bootstrapVersion: number;
}

interface Resource {
  readonly Properties?: { readonly FunctionName?: string; readonly ReservedConcurrentExecutions?: number };
}

/** Reads them from the templates, which are written without bundles to a folder that is deleted again. */
export async function stageNeeds(stage: 'dev' | 'prod', settings: GivenSettings, region: string): Promise<StageNeeds> {
  const outdir = mkdtempSync(join(tmpdir(), 'coachstream-doctor-'));
  try {
    const { app } = await buildApp({ stage, settings, env: { region }, outdir, bundle: false, validate: false });
    const { stacks } = app.synth();
    const resources = stacks.flatMap(({ template }) => Object.values<Resource>(template.Resources));
    const reservations = resources.flatMap(({ Properties }): [string, number][] => {
      const { FunctionName, ReservedConcurrentExecutions } = Properties ?? {};
      return FunctionName && ReservedConcurrentExecutions ? [[FunctionName, ReservedConcurrentExecutions]] : [];
    });
    const bootstrapVersion = Math.max(...stacks.map((stack) => stack.requiresBootstrapStackVersion ?? 0));
    return { reservations: new Map(reservations), bootstrapVersion };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
