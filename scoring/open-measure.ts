import { areaExpected, isArea, type Catalogue } from './catalogue.ts';
import { compileKnownLeaf, type KnownContext, type KnownScope } from './known-leaf.ts';
import { leverOf, type Lever } from './lever.ts';
import { reporter, type Fault, type Report } from './fault.ts';
import { scopes, type Cap, type DocumentData, type MeasureData, type Scope } from './measure.ts';
import type { Text } from './text.ts';
import { compileCondition, type Judge, type LeafJudgement } from './verdict.ts';

/** A cap on payment in 分, with the scope it has under one reading of the text. */
export interface PaymentCap {
	readonly amount: number;
	readonly per: Scope;
	/** The measures it covers, too, and under which readings of the text. */
	readonly with?: Cap['with'];
}

/** What a measure pays, ready to compute; money in 分, rates in thousandths of a percent. */
export type OpenBenefit =
	| {
			readonly kind: 'share' | 'ceiling';
			/** The fact the share is taken of; a ceiling may have none. */
			readonly of: string | undefined;
			readonly owner: 'enterprise' | 'project' | 'project-year';
			readonly rate: (year: number | undefined) => number | undefined;
			readonly amount: number | undefined;
			/** At most so much of the base counts. */
			readonly mostCost: number;
	  }
	| { readonly kind: 'award'; readonly amount: number }
	| { readonly kind: 'service' | 'unstated' | 'history' };

export interface OpenMeasure {
	/** `document/measure`. */
	readonly ref: string;
	readonly data: MeasureData;
	/** The offices responsible, its own or those of its article. */
	readonly units: readonly Text[];
	/** Who may ask at all. */
	readonly applicant: Judge<KnownContext>;
	/** Where it has an area of its own. */
	readonly area: Judge<KnownContext> | undefined;
	readonly requires: Judge<KnownContext> | undefined;
	/** What acting could change of a leaf of `requires`. */
	readonly lever: (judged: LeafJudgement, context: KnownContext) => Lever | undefined;
	readonly benefit: OpenBenefit;
	/** The open question whose readings these are; none where the text is clear. */
	readonly question: string | undefined;
	/** The named readings the amount depends on; one without a name where the text is clear. */
	readonly readings: readonly string[];
	/** The caps on payment under each of `readings`, narrow scopes before wide ones. */
	readonly caps: readonly (readonly PaymentCap[])[];
	/** What a share is taken of and what the condition mentions, for asking where no unit is known. */
	readonly needs: readonly string[];
}

export interface OpenDocument {
	readonly data: DocumentData;
	readonly area: Judge<KnownContext>;
	readonly elsewhere: Judge<KnownContext> | undefined;
	readonly measures: readonly OpenMeasure[];
}

/** The reading of a text that leaves nothing open. */
export const stated = 'stated';

const fen = (wan: number) => Math.round(wan * 1_000_000);
const permille = (percent: number) => Math.round(percent * 1000);

/**
 * Links a policy document and its measures.
 *
 * @returns the document, or every fault at once; a path starts with the measure's id or `document`
 */
export function openDocument(
	data: DocumentData,
	measures: readonly MeasureData[],
	world: Pick<KnownScope, 'catalogue' | 'ladders'>
): { document: OpenDocument; faults?: never } | { document?: never; faults: Fault[] } {
	const faults: Fault[] = [];
	const enterprise: KnownScope = { ...world, owners: ['enterprise'], open: [] };
	const area = (within: string[], path: string) =>
		compileCondition<KnownContext>(
			{ fact: 'area', within },
			path,
			(leaf, at) => compileKnownLeaf(enterprise, leaf, at),
			faults
		);
	const report = reporter(faults, 'document');
	checkArticles(data, measures, report);
	checkRules(data, world.catalogue, report);
	const { from, until } = data.inForce;
	const known = from !== 'unknown' && until !== 'unknown';
	// A month holds its days, though it is the shorter text.
	if (known && until < from && !from.startsWith(until)) {
		report('inForce.until', `expected a day from ${from} on`, until);
	}
	const document: OpenDocument = {
		data,
		area: area(data.area.within, 'document.area.within'),
		elsewhere:
			data.area.elsewhere && area(data.area.elsewhere.within, 'document.area.elsewhere.within'),
		measures: measures.map((measure) => openMeasure(data, measure, world, faults))
	};
	document.measures.forEach((measure) => {
		checkReadAlike(measure, document.measures, reporter(faults, measure.data.id));
		checkSharedCaps(measure, document.measures, reporter(faults, measure.data.id));
	});
	return faults.length > 0 ? { faults } : { document };
}

/** Whose policy it is, and its rule on several supports for one project. */
function checkRules({ government, stacking }: DocumentData, catalogue: Catalogue, report: Report) {
	if (government !== undefined && !isArea(catalogue, government)) {
		report('government', areaExpected, government);
	}
	if (!stacking) return;
	if (stacking.against === 'same-government' && government === undefined) {
		report('government', 'expected it, for the rule on stacking speaks of it', government);
	}
	checkReadings(stacking.open, stacking.open.pays, 'stacking.open.pays', report);
}

/** What is said by reading names the readings of the question, each of them. */
function checkReadings(
	open: { readonly readings?: readonly { readonly id: string }[] | undefined } | undefined,
	given: Readonly<Record<string, unknown>> | undefined,
	path: string,
	report: Report
): void {
	const named = open?.readings?.map((reading) => reading.id).sort() ?? [];
	const written = Object.keys(given ?? {}).sort();
	if (named.join() === written.join()) return;
	report(path, `expected ${named.join(', ')}`, written.join(', '));
}

/** Something said by reading, or for all readings: then neither the question nor readings are named. */
function checkOpen(
	{ open }: MeasureData,
	question: string | undefined,
	given: Readonly<Record<string, unknown>> | undefined,
	paths: readonly [question: string, given: string],
	report: Report
): void {
	if (question === undefined && given === undefined) return;
	const found = open?.find((one) => one.id === question);
	if (!found?.readings) report(paths[0], 'expected an open entry with readings', question);
	else checkReadings(found, given, paths[1], report);
}

function checkExclusions(document: string, data: MeasureData, report: Report): void {
	data.excludes?.forEach(({ measure, within, open, pays }, i) => {
		const at = `excludes.${i}`;
		if (measure === `${document}/${data.id}`) {
			report(`${at}.measure`, 'expected another measure', measure);
		}
		if (data.excludes!.findIndex((one) => one.measure === measure) !== i) {
			report(`${at}.measure`, 'expected it once', measure);
		}
		if (within === 'project' && data.judgedAt === 'enterprise') {
			report(`${at}.within`, 'expected enterprise, where the measure is judged', within);
		}
		checkOpen(data, open, pays, [`${at}.open`, `${at}.pays`], report);
	});
}

/** Caps of one document that ask a question of one id are read alike: so it has the same readings. */
function checkReadAlike(
	{ question, readings }: OpenMeasure,
	measures: readonly OpenMeasure[],
	report: Report
): void {
	const first = measures.find((one) => one.question === question)!;
	const [expected, given] = [first.readings, readings].map((all) => [...all].sort().join(', '));
	if (question === undefined || expected === given) return;
	report(
		'benefit.caps',
		`expected the readings of ${question} in ${first.data.id}: ${expected}`,
		given
	);
}

/**
 * A shared cap covers other measures of the document that pay shares, and lies around all caps of all
 * measures it covers: else no order of applying them is right. Questions of one id are read alike.
 */
function checkSharedCaps(
	{ data, caps, readings, question }: OpenMeasure,
	measures: readonly OpenMeasure[],
	report: Report
): void {
	const shared = caps[0]!.flatMap((cap) => cap.with ?? []);
	if (shared.length > 1) report('benefit.caps', 'expected one shared cap', shared.length);
	const [covers] = shared;
	if (!covers) return;
	const path = 'benefit.caps.with';
	checkOpen(data, covers.open, covers.readings, [`${path}.open`, `${path}.readings`], report);
	for (const id of covers.measures) {
		const other = measures.find((one) => one.data.id === id);
		const sharing = other?.caps[0]!.some((cap) => cap.with);
		if (!other || id === data.id || sharing || !('of' in other.benefit)) {
			report(
				`${path}.measures`,
				'expected another measure that pays a share and shares no cap',
				id
			);
			continue;
		}
		caps.forEach((own, i) => {
			const around = own.find((cap) => cap.with)!;
			const beside = other.caps.filter(
				(_, j) => question !== other.question || other.readings[j] === readings[i]
			);
			for (const { per } of [own, ...beside].flat()) {
				if (liesWithin(per, around.per)) continue;
				report(path, `expected all caps to lie within it (${around.per})`, per);
			}
		});
	}
}

/** Whether what a cap is counted over lies in what the other is counted over. */
export function liesWithin(inner: Scope, outer: Scope): boolean {
	return inner === outer || inner === 'project-year' || outer === 'enterprise';
}

/** Every measure stands in an article that lists it, and every article lists what stands in it. */
function checkArticles(data: DocumentData, measures: readonly MeasureData[], report: Report): void {
	const clauses = new Map<string, readonly string[]>();
	for (const article of data.articles) {
		if (clauses.has(article.clause))
			report('articles', 'expected each clause once', article.clause);
		clauses.set(article.clause, 'measures' in article ? article.measures : []);
	}
	for (const measure of measures) {
		if (clauses.get(measure.article)?.includes(measure.id)) continue;
		report(`articles.${measure.article}`, `expected it to list ${measure.id}`, undefined);
	}
	for (const [clause, ids] of clauses) {
		for (const id of ids) {
			if (measures.some((measure) => measure.id === id && measure.article === clause)) continue;
			report(`articles.${clause}`, 'expected a measure that stands there', id);
		}
	}
}

function openMeasure(
	{ id, articles }: DocumentData,
	data: MeasureData,
	world: Pick<KnownScope, 'catalogue' | 'ladders'>,
	faults: Fault[]
): OpenMeasure {
	const owners: KnownScope['owners'] =
		data.judgedAt === 'enterprise'
			? ['enterprise']
			: data.judgedAt === 'project'
				? ['enterprise', 'project']
				: ['enterprise', 'project', 'project-year'];
	const scope: KnownScope = { ...world, owners, open: (data.open ?? []).map((open) => open.id) };
	const needs = new Set<string>();
	const compile = (condition: Parameters<typeof compileCondition>[0], path: string) =>
		compileCondition<KnownContext>(
			condition,
			`${data.id}.${path}`,
			(leaf, at) => {
				if ('fact' in leaf) needs.add(leaf.fact);
				return compileKnownLeaf(scope, leaf, at);
			},
			faults
		);
	const requires = data.requires && compile(data.requires, 'requires');
	const report = reporter(faults, data.id);
	checkExclusions(id, data, report);
	const { benefit, question, readings, caps } = openBenefit(data, scope, report);
	if ('of' in benefit && benefit.of !== undefined) needs.add(benefit.of);
	const elsewhere = [...needs].filter(
		(id) => world.catalogue.facts.get(id)?.owner !== 'enterprise'
	);
	return {
		ref: `${id}/${data.id}`,
		data,
		units: data.units ?? articles.find(({ clause }) => clause === data.article)?.units ?? [],
		area: data.area && compile({ fact: 'area', within: data.area.within }, 'area.within'),
		applicant: compile({ fact: 'applicant', in: data.applicant }, 'applicant'),
		requires,
		lever: (judged, context) => leverOf(world.catalogue, judged, context),
		benefit,
		question,
		readings,
		caps,
		needs: elsewhere
	};
}

function openBenefit(
	data: MeasureData,
	scope: KnownScope,
	report: Report
): Pick<OpenMeasure, 'benefit' | 'question' | 'readings' | 'caps'> {
	const { benefit } = data;
	const plain = { question: undefined, readings: [stated], caps: [[]] };
	if (benefit.kind === 'award') {
		return { benefit: { kind: 'award', amount: fen(benefit.amount) }, ...plain };
	}
	if (benefit.kind !== 'share' && benefit.kind !== 'ceiling') {
		return { benefit: { kind: benefit.kind }, ...plain };
	}
	const fact = benefit.of === undefined ? undefined : scope.catalogue.facts.get(benefit.of);
	if (benefit.of !== undefined && (fact?.type !== 'money' || !scope.owners.includes(fact.owner))) {
		report('benefit.of', `expected a money fact of ${scope.owners.join(', ')}`, benefit.of);
	}
	const rates = benefit.kind === 'share' ? benefit.rates : undefined;
	if (rates && fact?.owner !== 'project-year') {
		report('benefit.rates', 'expected rates by year of a fact of the project-year', benefit.of);
	}
	const caps = benefit.caps ?? [];
	caps.forEach((cap, i) => checkCap(cap, data, `benefit.caps.${i}`, report));
	const named = [...new Set(caps.flatMap(readingsOf))];
	const readings = named.length > 0 ? named : plain.readings;
	checkCaps(caps, readings, report);
	const steady = benefit.rate === undefined ? undefined : permille(benefit.rate);
	return {
		benefit: {
			kind: benefit.kind,
			of: benefit.of,
			owner: fact?.owner ?? 'enterprise',
			rate: rates ? ratesByYear(rates) : () => steady,
			amount: benefit.kind === 'ceiling' ? maybeFen(benefit.amount) : undefined,
			mostCost: Math.min(...caps.filter((cap) => cap.on === 'cost').map((cap) => fen(cap.amount)))
		},
		question: caps.flatMap(({ per }) => (typeof per === 'string' ? [] : per.open))[0],
		readings,
		caps: readings.map((reading) => paymentCaps(caps, reading))
	};
}

function maybeFen(wan: number | undefined): number | undefined {
	return wan === undefined ? undefined : fen(wan);
}

function ratesByYear(rates: Readonly<Record<string, number>>) {
	const byYear = new Map(
		Object.entries(rates).map(([year, rate]) => [Number(year), permille(rate)])
	);
	return (year: number | undefined) => (year === undefined ? undefined : byYear.get(year));
}

function readingsOf(cap: Cap): string[] {
	return typeof cap.per === 'string' ? [] : Object.keys(cap.per.readings);
}

/** Caps on payment lie within each other, whichever reading: else no order of applying them is right. */
function checkCaps(caps: readonly Cap[], readings: readonly string[], report: Report): void {
	const payment = caps.filter((cap) => cap.on === 'payment');
	const open = new Set(payment.flatMap(({ per }) => (typeof per === 'string' ? [] : per.open)));
	if (open.size > 1) report('benefit.caps', 'expected one open entry', [...open].join(', '));
	for (const reading of readings) {
		const pers = payment.map((cap) => scopeUnder(cap, reading));
		if (!pers.includes('project') || !pers.includes('enterprise-year')) continue;
		const expected = 'expected caps that lie within each other';
		report('benefit.caps', expected, 'project, enterprise-year');
	}
}

/** The caps on payment under a reading, narrow scopes before wide ones. */
function paymentCaps(caps: readonly Cap[], reading: string): PaymentCap[] {
	return caps
		.filter((cap) => cap.on === 'payment')
		.map((cap) => ({
			amount: fen(cap.amount),
			per: scopeUnder(cap, reading),
			...(cap.with ? { with: cap.with } : {})
		}))
		.sort((a, b) => scopes.indexOf(a.per) - scopes.indexOf(b.per));
}

function scopeUnder({ per }: Cap, reading: string): Scope {
	return typeof per === 'string' ? per : (per.readings[reading] ?? 'enterprise');
}

function checkCap(cap: Cap, data: MeasureData, path: string, report: Report): void {
	const { per } = cap;
	if (cap.with && cap.on === 'cost') {
		report(`${path}.with`, 'expected a cap on payment to be shared', cap.on);
	}
	if (typeof per === 'string') {
		if (cap.on === 'cost' && per !== data.judgedAt) {
			report(`${path}.per`, `expected a cap on cost per ${data.judgedAt}`, per);
		}
		return;
	}
	const open = data.open?.find((one) => one.id === per.open);
	const named = open?.readings?.map((reading) => reading.id).sort() ?? [];
	const given = Object.keys(per.readings).sort();
	if (named.length === 0) {
		report(`${path}.per.open`, 'expected an open entry with readings', per.open);
	} else if (named.join() !== given.join()) {
		report(`${path}.per.readings`, `expected ${named.join(', ')}`, given.join(', '));
	}
	if (cap.on === 'cost') {
		report(`${path}.per`, 'expected a stated scope for a cap on cost', per.open);
	}
}
