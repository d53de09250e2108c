import {
	diagnose,
	inPoints,
	leaves,
	exact,
	recommend,
	checkKnown,
	type Case,
	type Diagnosis,
	type Example,
	type Fault,
	type Interval,
	type LeafJudgement,
	type Recommendation,
	type TierBounds,
	type TraceNode
} from '#scoring';
import { lacking } from '../diagnosis/lacking.ts';
import type { LibraryDocument } from './documents.ts';
import type { LibraryEdition } from './editions.ts';
import type { Library } from './library.ts';

/**
 * Runs every worked case and example of the content. The expectations are written by people; here they
 * are only compared.
 *
 * @returns a fault for each expectation that does not hold, naming file, case and field
 */
export function checkWorked(library: Library): Fault[] {
	return [
		...[...library.editions.values()].flatMap((edition) => checkCases(library, edition)),
		...[...library.documents.values()].flatMap((document) => checkExamples(library, document))
	];
}

/** How many cases and examples there are. */
export function countWorked(library: Library): { cases: number; examples: number } {
	const examples = [...library.documents.values()].flatMap((one) => [...one.examples.values()]);
	return {
		cases: [...library.editions.values()].reduce((sum, one) => sum + one.cases.length, 0),
		examples: examples.reduce((sum, list) => sum + list.length, 0)
	};
}

type Differ = (field: string, expected: unknown, received: unknown) => void;

function differ(faults: Fault[], file: string, name: string): Differ {
	return (field, expected, received) => {
		if (JSON.stringify(expected) === JSON.stringify(received)) return;
		faults.push({
			file,
			path: `"${name}" ${field}`,
			expected: `expected ${JSON.stringify(expected) ?? 'nothing'}`,
			received: JSON.stringify(received) ?? 'nothing'
		});
	};
}

/** Runs the worked cases of one edition. */
export function checkCases(library: Library, { edition, cases, folder }: LibraryEdition): Fault[] {
	const faults: Fault[] = [];
	const standards = { edition, documents: [], catalogue: library.catalogue };
	for (const one of cases) {
		const differs = differ(faults, `${folder}cases.yaml`, one.name);
		// A case is about the edition alone; no day enters it but where it speaks of titles held.
		const diagnosis = diagnose(standards, one, edition.data.issued);
		differs('faults', [], diagnosis.faults);
		for (const [node, points] of Object.entries(one.expect.points ?? {})) {
			const found = find(diagnosis.trace!, node);
			differs(`points.${node}`, points, found && between(found.points));
		}
		differs('tier', one.expect.tier, tierOf(diagnosis.standing));
		if (one.expect.lacks) differs('lacks', one.expect.lacks, lacksOf(diagnosis, one.expect.lacks));
		const called = diagnosis.actions.filter(({ verdict }) => verdict === 'met');
		if (one.expect.actions) {
			differs(
				'actions',
				one.expect.actions,
				called.map(({ id }) => id)
			);
		}
		const findings = diagnosis.findings.map((finding) => `${finding.kind} ${finding.question}`);
		if (one.expect.findings) differs('findings', one.expect.findings, findings);
	}
	return faults;
}

function find(node: TraceNode, name: string): TraceNode | undefined {
	if (node.name === name) return node;
	for (const part of node.parts) {
		const found = find(part, name);
		if (found) return found;
	}
	return undefined;
}

/** An interval as cases write it: one number where it is certain. */
function between({ low, high }: Interval, scale = inPoints): unknown {
	const [from, to] = [Number(exact(scale(low))), Number(exact(scale(high)))];
	return from === to ? from : { low: from, high: to };
}

function tierOf({ tiers, low, high }: TierBounds): unknown {
	const names = ['none', ...tiers];
	return low === high ? names[low] : { low: names[low], high: names[high] };
}

type Lacks = NonNullable<Case['expect']['lacks']>;

/** The gates of a tier that are not met, with as much said of each as the case says. */
function lacksOf(diagnosis: Diagnosis, { tier, gates }: Lacks): unknown {
	const gate = diagnosis.standing.gates.find((one) => one.tier === tier);
	const open = gate ? lacking(gate.judgement!) : [];
	return { tier, gates: open.map((leaf, i) => gateOf(leaf, gates[i])) };
}

function gateOf(judged: LeafJudgement, written: Lacks['gates'][number] | undefined): unknown {
	const { leaf, actual } = judged;
	const needed = 'atLeast' in leaf ? leaf.atLeast : 'is' in leaf ? leaf.is : undefined;
	const interval = actual as Interval | undefined;
	const isInterval = interval !== undefined && typeof interval === 'object' && 'low' in interval;
	const all: Record<string, unknown> = {
		...('score' in leaf ? { score: leaf.score } : {}),
		...('count' in leaf ? { count: leaf.count, level: leaf.level } : {}),
		...('title' in leaf ? { title: leaf.title, level: leaf.level } : {}),
		...('answer' in leaf ? { answer: leaf.answer } : {}),
		...('fact' in leaf ? { fact: leaf.fact } : {}),
		needed,
		...('score' in leaf ? { actual: between(interval!) } : {}),
		...('count' in leaf ? { actual: between(interval!, (n) => n) } : {}),
		...('answer' in leaf || 'fact' in leaf
			? { actual: isInterval ? between(interval, (n) => n) : actual }
			: {})
	};
	// In the order in which the case says it, so that the two compare as text.
	const keys = written ? Object.keys(written) : Object.keys(all);
	return Object.fromEntries(keys.map((key) => [key, all[key]]));
}

function checkExamples(library: Library, { document, examples, folder }: LibraryDocument): Fault[] {
	const faults: Fault[] = [];
	for (const measure of document.measures) {
		for (const example of examples.get(measure.data.id) ?? []) {
			const file = `${folder}${measure.data.id}.yaml`;
			const differs = differ(faults, file, example.name);
			const { known, faults: wrong } = checkKnown(library.catalogue, example);
			differs('faults', [], wrong);
			const tiers = tiersOf(library, example, differs);
			const support = recommend([document], known, tiers, example.on, true);
			const found = support.recommendations.find((one) => one.measure === measure.ref)!;
			checkExpected(library, example, found, differs);
		}
	}
	return faults;
}

function tiersOf(
	library: Library,
	{ tiers = {} }: Example,
	differs: Differ
): Record<string, TierBounds> {
	const editions = [...library.editions.values()].map((one) => one.edition);
	const bounds = Object.entries(tiers).flatMap(([instrument, tier]) => {
		const ladders = editions.filter((edition) => edition.data.instrument === instrument);
		const edition = ladders.find((one) => one.tiers.some(({ id }) => id === tier)) ?? ladders[0];
		const ids = edition?.tiers.map(({ id }) => id) ?? [];
		const rank = ['none', ...ids].indexOf(tier);
		if (!edition || rank < 0) {
			differs(`tiers.${instrument}`, ['none', ...ids], tier);
			return [];
		}
		const own = edition.ladder.source.authority === 'own';
		return [[instrument, { tiers: ids, low: rank, high: rank, own }] as const];
	});
	return Object.fromEntries(bounds);
}

const wan = (fen: number | null) => (fen === null ? null : fen / 1_000_000);

function checkExpected(
	library: Library,
	{ expect }: Example,
	found: Recommendation,
	differs: Differ
): void {
	differs('outcome', expect.outcome, found.outcome);
	const { amount } = found;
	if (expect.amount !== undefined) differs('amount', expect.amount, amount && money(amount));
	else if (expect.outcome === 'met') differs('amount', undefined, amount && money(amount));
	if (expect.readings) {
		const readings = Object.keys(expect.readings).map((reading) => {
			const given = amount?.readings[reading];
			return [reading, given && money(given)] as const;
		});
		differs('readings', expect.readings, Object.fromEntries(readings));
	}
	if (expect.asks) differs('asks', [...expect.asks].sort(), [...found.asks].sort());
	if (expect.noRate) differs('noRate', expect.noRate, amount?.noRate);
	for (const [fact, distance] of Object.entries(expect.short ?? {})) {
		differs(`short.${fact}`, distance, shortOf(library, found, fact));
	}
}

function money({ low, high }: { low: number; high: number | null }): unknown {
	return low === high ? wan(low) : { low: wan(low), high: wan(high) };
}

/** The least distance by which a fact misses what is needed, over all units. */
function shortOf(library: Library, found: Recommendation, fact: string): number | undefined {
	const distances = found.units
		.flatMap((unit) => (unit.judgement ? leaves(unit.judgement) : []))
		.filter((judged) => 'fact' in judged.leaf && judged.leaf.fact === fact && judged.short)
		.map((judged) => Number(exact(judged.short!.low)));
	if (distances.length === 0) return undefined;
	const scale = library.catalogue.facts.get(fact)?.type === 'money' ? 1_000_000 : 1000;
	return Math.min(...distances) / scale;
}
