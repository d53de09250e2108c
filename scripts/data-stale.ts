import { parseArgs } from 'node:util';
import { daysBetween, endingDays, staleOn, uncheckedDays, type Stale } from '#lib/library/stale.ts';
import { uncompared } from '#lib/links/link.ts';
import { isDay, type Day } from '#scoring';
import { openContent } from './content.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

const usage = 'Usage: npm run -s data:stale -- --on YYYY-MM-DD (nothing here asks the clock)';

/** Tells which policy documents somebody should look at on a day, and which editions no link compares. */
await main(async () => {
	const day = readDay();
	const { documents, links, editions } = openContent();
	const stale = staleOn(
		[...documents.values()].map(({ document }) => document),
		day
	);
	const alone = titled(
		'Editions that no link compares',
		uncompared(links, editions.keys()),
		(ref) => ref
	);
	console.log([...lines(stale, day), ...alone].join('\n'));
});

function readDay(): Day {
	let on: string | undefined;
	try {
		on = parseArgs({ options: { on: { type: 'string' } } }).values.on;
	} catch (error) {
		throw new Failure(`${(error as Error).message}\n${usage}`);
	}
	if (!isDay(on)) throw new Failure(`${on ?? 'no --on'}: expected a day that exists.\n${usage}`);
	return on;
}

function lines({ ending, unchecked, undated }: Stale, day: Day): string[] {
	return [
		...titled(`Ending within ${endingDays} days of ${day}`, ending, (event) => {
			const { kind, on, document, measure } = event;
			const { id } = document.data;
			const when = on.length === 7 ? `some day of ${on}` : `${on}, in ${daysBetween(day, on)} days`;
			return kind === 'ends'
				? `${id}, ${document.measures.length} measures: ${when}`
				: `${measure!.ref}, the last published rate: ${when}`;
		}),
		...titled(
			`Not checked for ${uncheckedDays} days or more`,
			unchecked,
			({ document: { data }, days }) => `${data.id}: ${data.checked}, ${days} days ago`
		),
		...titled(
			'Without a number or a date',
			undated,
			({ document: { data }, lacks }) => `${data.id}: ${lacks.join(', ')}`
		)
	];
}

function titled<T>(title: string, found: readonly T[], line: (one: T) => string): string[] {
	if (found.length === 0) return [`${title}: none`];
	return [`${title}: ${found.length}`, ...found.map((one) => `  ${line(one)}`)];
}
