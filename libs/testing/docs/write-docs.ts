import { writeFileSync } from 'node:fs';
import { eventsPage } from './events-page.ts';

/** `npm run docs`: writes the generated pages. */
writeFileSync('docs/events.md', eventsPage());
