import { writeFileSync } from 'node:fs';
import { readOptions, runCommand } from '#infra/operator-command';
import { apiPage } from './api-page.ts';
import { eventsPage } from './events-page.ts';

await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  writeFileSync('docs/events.md', eventsPage());
  writeFileSync('docs/api.md', apiPage());
  return 0;
}
