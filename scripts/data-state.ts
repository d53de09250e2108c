import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { eventsFile, type EditionEvent } from '#lib/library/events.ts';
import { ContentError, openServedLibrary } from '#lib/library/library.ts';
import { hasArea, readContent } from './content.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

const commands = { retire: 'retired', withdraw: 'withdrawn', reinstate: 'published' } as const;

/**
 * Writes down what becomes of a published edition, from a day on and for a reason: it is retired,
 * withdrawn, or taken up again. The list is only ever added to.
 */
await main(async () => {
	const [command, ...given] = process.argv.slice(2) as [keyof typeof commands, ...string[]];
	const usage =
		`Usage: npm run data:${command} -- instrument@edition --on YYYY-MM-DD ` +
		'--reason-zh WORDS --reason-en WORDS [--successor instrument@edition]';
	const { ref, on, zh, en, successor } = readArguments(given, usage);
	const files = readContent();
	const before = openServedLibrary(files, hasArea());
	if (before.faults) throw new ContentError(before.faults);
	const edition = before.library.editions.get(ref);
	if (!edition) {
		const refs = [...before.library.editions.keys()].join(', ');
		throw new Failure(`No edition ${ref}: expected one of ${refs}.`);
	}
	const event: EditionEvent = {
		edition: ref,
		event: commands[command],
		on,
		hash: edition.hash,
		reason: { 'zh-cn': zh, en },
		...(successor === undefined ? {} : { successor })
	};
	const told = files[eventsFile] as { events: EditionEvent[] };
	const next = { events: [...told.events, event] };
	const { faults } = openServedLibrary({ ...files, [eventsFile]: next }, hasArea());
	if (faults) throw new ContentError(faults);
	writeFileSync(eventsFile, `${JSON.stringify(next, null, '\t')}\n`);
	console.log(`${ref}: ${event.event} from ${on}.`);
});

function readArguments(args: string[], usage: string) {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				on: { type: 'string' },
				'reason-zh': { type: 'string' },
				'reason-en': { type: 'string' },
				successor: { type: 'string' }
			}
		});
		const [ref, ...rest] = positionals;
		const { on, 'reason-zh': zh, 'reason-en': en, successor } = values;
		if (ref === undefined || rest.length > 0 || on === undefined || !zh || !en) {
			throw new Failure(usage);
		}
		return { ref, on, zh, en, successor };
	} catch (error) {
		if (error instanceof TypeError) throw new Failure(`${error.message}\n${usage}`);
		throw error;
	}
}
