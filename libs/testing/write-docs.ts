import { writeFileSync } from 'node:fs';
import { eventsPage } from './events-page.ts';

/** `npm run docs`: writes the pages that are generated. */
writeFileSync('docs/events.md', eventsPage());
