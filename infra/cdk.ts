import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Stage } from './config.ts';

/** `node infra/cdk.ts deploy|destroy [--stage dev] [-- cdk arguments]`: runs cdk for all stacks of one stage. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { stage: { type: 'string', default: 'dev' }, help: { type: 'boolean' } },
});
const [command = '', ...further] = positionals;
const isKnown = ['deploy', 'destroy', 'diff'].includes(command) && Stage.safeParse(values.stage).success;
if (!isKnown || values.help) {
  console.error(`usage: npm run deploy|destroy -- --stage dev|prod`);
  process.exit(2);
}
const { status } = spawnSync('cdk', [command, '--all', '-c', `stage=${values.stage}`, ...further], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
