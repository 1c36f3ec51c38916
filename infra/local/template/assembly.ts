import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const Resource = z.object({ Type: z.string(), Properties: z._default(z.record(z.string(), z.unknown()), {}) });

/** The part of a CloudFormation template that the local stack reads. */
export const Template = z.object({
  Resources: z.record(z.string(), Resource),
  Outputs: z._default(
    z.record(z.string(), z.object({ Value: z.unknown(), Export: z.optional(z.object({ Name: z.unknown() })) })),
    {},
  ),
});
export type Template = z.output<typeof Template>;

/** By stack name. */
export type Templates = ReadonlyMap<string, Template>;

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.optional(z.object({ templateFile: z.optional(z.string()), stackName: z.optional(z.string()) })),
    }),
  ),
});

/**
 * Reads the output of a synth.
 *
 * @param edit - Changes a template's text before it is parsed, for values that are unknown at synth.
 * @throws Error when a file is missing or malformed.
 */
export function readAssembly(outdir: string, edit: (text: string) => string = (text) => text): Templates {
  const { artifacts } = Manifest.parse(JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  return new Map(
    stacks.map(([id, { properties }]) => {
      const text = readFileSync(join(outdir, properties?.templateFile ?? `${id}.template.json`), 'utf8');
      return [properties?.stackName ?? id, Template.parse(JSON.parse(edit(text)))];
    }),
  );
}
