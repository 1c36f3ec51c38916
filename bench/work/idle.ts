/** Does nothing: what a process costs that does none of the work. */
process.stdout.write(`${JSON.stringify({ cpuMs: process.cpuUsage().user / 1_000 })}\n`);
