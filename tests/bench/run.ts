import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { openContent } from '../../scripts/content.ts';
import type { Shares } from './agreement.ts';
import { largestOf, publishedIn, sheetsOf, type SheetsOf } from './editions.ts';
import { measureMeasures, measureMemory, type Memory } from './memory.ts';
import { checkContenders, contenders, prepare, type Contender } from './speed.ts';

/**
 * How fast the engine is, beside what else could do its work: prints a table and writes
 * bench-results.json. A figure that misses what is needed is marked, and is no failure.
 *
 *     npm run bench [-- --quick] [-- --date 2025-01-31]
 *
 * Each contender lives in a process of its own, and they work by turns.
 */
const { values: options } = parseArgs({
	options: {
		/** Shorter rounds, fewer of them, a tenth of the sheets: for trying a change. */
		quick: { type: 'boolean', default: false },
		/** The day written into the results. */
		date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
		/** What a child of this process does. */
		part: { type: 'string' }
	}
});
const size = options.quick
	? { rounds: 5, seconds: 0.3, sheets: 100_000 }
	: { rounds: 11, seconds: 0.6, sheets: 1_000_000 };
/**
 * Node guesses which objects will live long from those that happen to be alive when it first collects
 * garbage. Where it guesses wrong about results that are dropped at once, a process stays a third slower
 * for as long as it runs; without the guess, all runs are alike.
 */
const flags = ['--expose-gc', '--no-allocation-site-pretenuring'];
/** How long each first works only to warm up: until the engine of Node has compiled what it will. */
const warmingSeconds = 4;

const { part } = options;
const library = openContent();
const editions = publishedIn(library);
const everyone = [...contenders, ...editions.map(sheetsOf)];
const contender = everyone.find((one) => one === part);
if (contender) {
	const measure = await prepare(contender);
	process.on('message', (seconds: number) => process.send!(measure(seconds)));
} else if (part === 'check') {
	process.send!(checkContenders());
} else if (part === 'memory') {
	const progress = (done: number) => console.error(`${done.toLocaleString('en')} sheets judged`);
	process.send!(measureMemory(size.sheets, progress));
} else if (part === 'memory-measures') {
	const progress = (done: number) =>
		console.error(`${done.toLocaleString('en')} enterprises judged`);
	process.send!(measureMeasures(size.sheets, progress));
} else {
	const shares = await answerOf<Shares>(child('check'));
	const speeds = await measureSpeeds();
	report(shares, speeds, {
		memory: await answerOf<Memory>(child('memory')),
		measures: await answerOf<Memory>(child('memory-measures'))
	});
}

/** Sheets, packages or roads, in a second of one core, round by round; the rounds of all contenders belong together. */
type Speeds = Readonly<Record<Contender | SheetsOf, readonly number[]>>;

async function measureSpeeds(): Promise<Speeds> {
	const speeds = new Map(everyone.map((one) => [one, [] as number[]]));
	const children = everyone.map((one) => [one, child(one)] as const);
	const speedOf = (process: ChildProcess, seconds: number) => {
		process.send(seconds);
		return answerOf<number>(process);
	};
	for (const [, process] of children) await speedOf(process, warmingSeconds);
	for (let round = 0; round < size.rounds; round++) {
		for (const [one, process] of children) {
			speeds.get(one)!.push(await speedOf(process, size.seconds));
		}
	}
	for (const [, process] of children) process.disconnect();
	return Object.fromEntries(speeds) as Record<Contender | SheetsOf, number[]>;
}

function child(part: string): ChildProcess {
	const args = ['--part', part, ...(options.quick ? ['--quick'] : [])];
	const started = fork(import.meta.filename, args, { execArgv: flags });
	// Where it fails, so does this process: it has said why.
	return started.once('exit', (code) => code && process.exit(1));
}

/** What a child says next. */
async function answerOf<T>(child: ChildProcess): Promise<T> {
	const [answer] = (await once(child, 'message')) as [T];
	return answer;
}

interface Row {
	readonly name: string;
	/** Sheets, packages or openings, in a second of one core: the median of all rounds, the slowest and the fastest. */
	readonly perSecond?: { readonly median: number; readonly low: number; readonly high: number };
	/** `diagnose` without why against it, the median over the rounds; for a memory, last against first. */
	readonly ratio?: number;
	readonly needed?: string;
	readonly ok?: boolean;
}

interface Memories {
	/** Of whole sheets. */
	readonly memory: Memory;
	/** Of all measures of all documents. */
	readonly measures: Memory;
}

function report(shares: Shares, rounds: Speeds, { memory, measures }: Memories): void {
	const perSecond = (one: Contender | SheetsOf) => ({
		median: median(rounds[one]!),
		low: Math.min(...rounds[one]!),
		high: Math.max(...rounds[one]!)
	});
	const against = (one: Contender) =>
		median(rounds.diagnose.map((speed, round) => speed / rounds[one][round]!));
	const explained = 1 / against('explained');
	const measuresByHand = median(
		rounds.measures.map((speed, round) => speed / rounds['measures-by-hand'][round]!)
	);
	const described: Record<Contender, Omit<Row, 'perSecond'>> = {
		diagnose: {
			name: 'diagnose, without why',
			needed: '≥ 50,000/s',
			ok: median(rounds.diagnose) >= 50_000
		},
		explained: {
			name: 'diagnose, with the full trace',
			ratio: explained,
			needed: '≥ 1/3 of without',
			ok: explained >= 1 / 3
		},
		'by-hand': {
			name: 'against by hand',
			ratio: against('by-hand'),
			needed: '≥ 1/10',
			ok: against('by-hand') >= 0.1
		},
		'survey-form': {
			name: 'against survey-core, a form',
			ratio: against('survey-form'),
			needed: '≥ 100',
			ok: against('survey-form') >= 100
		},
		'survey-bare': {
			name: 'against survey-core, no questions',
			ratio: against('survey-bare')
		},
		measures: { name: 'all measures of all documents' },
		'measures-by-hand': {
			name: 'against by hand',
			ratio: measuresByHand,
			needed: '≥ 1/10',
			ok: measuresByHand >= 0.1
		},
		package: { name: 'package for 20 projects, every reading' },
		'package-by-hand': {
			name: 'against by hand, sums only',
			ratio: median(rounds.package.map((speed, round) => speed / rounds['package-by-hand'][round]!))
		},
		opening: {
			name: `opening and checking ${largestOf(library).ref}, with its cases`
		},
		'opening-parsed': {
			name: 'against its YAML and schemas alone',
			ratio: median(rounds.opening.map((speed, round) => speed / rounds['opening-parsed'][round]!))
		},
		'under-both': { name: 'one sheet under two editions, each difference told' },
		'diagnosed-twice': {
			name: 'against carried over and diagnosed twice',
			ratio: median(
				rounds['under-both'].map((speed, round) => speed / rounds['diagnosed-twice'][round]!)
			)
		},
		'trace-scored': { name: `a sheet of ${largestOf(library).ref}, typed and scored alone` },
		'trace-file': {
			name: 'its trace as a file, from the answers; against scoring alone',
			ratio: median(
				rounds['trace-file'].map((speed, round) => speed / rounds['trace-scored'][round]!)
			)
		},
		'trace-page': {
			name: 'its trace as a page, all open, from the answers; against scoring alone',
			ratio: median(
				rounds['trace-page'].map((speed, round) => speed / rounds['trace-scored'][round]!)
			)
		},
		road: { name: `road to the next tier, ${largestOf(library).ref}` },
		'scored-once': {
			name: 'against one scoring of the same sheet',
			ratio: median(rounds.road.map((speed, round) => speed / rounds['scored-once'][round]!))
		}
	};
	const rows: Row[] = [
		...contenders.map((one) => ({ ...described[one], perSecond: perSecond(one) })),
		...editions.map((edition) => ({
			name: `a sheet of ${edition.ref}, ${edition.questions.length} questions`,
			perSecond: perSecond(sheetsOf(edition))
		})),
		heapRow('sheets', memory),
		heapRow('enterprises with all measures', measures)
	];
	printTable(rows);
	const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
	console.log('');
	for (const { seconds, heaps, peak } of [memory, measures]) {
		console.log(
			`Made and judged in ${seconds.toFixed(0)} s; heap ${heaps.map(megabytes).join(', ')}; ` +
				`peak ${megabytes(peak)} resident.`
		);
	}
	const percent = (counts: Readonly<Record<string, number>>) =>
		Object.entries(counts)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, share]) => `${key} ${(share * 100).toFixed(0)} %`)
			.join(', ');
	console.log(
		`Sheets: ${percent(shares.tiers)}; certainly paid ${(shares.paid * 100).toFixed(0)} %.`
	);
	console.log(`Measures: ${percent(shares.outcomes)}.`);
	const missed = rows.filter((row) => row.ok === false);
	if (missed.length > 0) console.log(`MISS: ${missed.map((row) => row.name).join('; ')}.`);

	const results = {
		date: options.date,
		node: process.version,
		cores: availableParallelism(),
		quick: options.quick,
		rows,
		memory,
		measures,
		shares
	};
	writeFileSync('bench-results.json', `${JSON.stringify(results, null, '\t')}\n`);
}

function heapRow(of: string, { sheets, heaps }: Memory): Row {
	const growth = heaps.at(-1)! / heaps[0]!;
	return {
		name: `heap over ${sheets.toLocaleString('en')} ${of}, last to first`,
		ratio: growth,
		needed: '≤ 1.1',
		ok: growth <= 1.1
	};
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function printTable(rows: readonly Row[]): void {
	const whole = (value: number) => Math.round(value).toLocaleString('en');
	const cells = rows.map(({ name, perSecond, ratio, needed = '', ok }) => [
		name,
		perSecond ? whole(perSecond.median) : '',
		perSecond ? `${whole(perSecond.low)} – ${whole(perSecond.high)}` : '',
		ratio === undefined ? '' : ratio.toFixed(ratio < 10 ? 2 : 0),
		needed,
		ok === undefined ? '' : ok ? 'ok' : 'MISS'
	]);
	const table = [['', 'each second', 'spread', 'ratio', 'needed', ''], ...cells];
	const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
	for (const row of table) {
		console.log(
			row
				.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
				.join('  ')
		);
	}
}
