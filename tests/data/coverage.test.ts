import { describe, expect, it } from 'vitest';
import {
	diagnose,
	exact,
	inPoints,
	leaves,
	type Condition,
	type Diagnosis,
	type Leaf,
	type OpenEdition,
	type TraceNode
} from '#scoring';
import { lacking } from '#lib/diagnosis/lacking.ts';
import { openContent } from '../../scripts/content.ts';

/** What the worked cases and examples of the content reach, found by walking the content. */
const library = openContent();

const leavesOf = (condition: Condition): Leaf[] =>
	'not' in condition
		? leavesOf(condition.not)
		: 'all' in condition
			? condition.all.flatMap(leavesOf)
			: 'any' in condition
				? condition.any.flatMap(leavesOf)
				: [condition];
const nodesOf = (node: TraceNode): TraceNode[] => [node, ...node.parts.flatMap(nodesOf)];

describe.each([...library.editions.values()])('the cases of $edition.ref', ({ edition, cases }) => {
	const standards = { edition, documents: [], catalogue: library.catalogue };
	const diagnoses = cases.map((one) => diagnose(standards, one, edition.data.issued));
	const tiers = ['none', ...edition.tiers.map((tier) => tier.id)];

	it('reach every tier, none, and what is not certain', () => {
		const written = cases.map((one) => one.expect.tier);
		expect(tiers.filter((tier) => !written.includes(tier))).toEqual([]);
		expect(written.some((tier) => typeof tier === 'object')).toBe(true);
	});

	it('let every choice of every question count', () => {
		const counted = new Set(
			diagnoses.flatMap(({ trace }) =>
				nodesOf(trace!).flatMap(({ name, given, counted = given }) =>
					[counted].flat().map((value) => `${name} ${String(value)}`)
				)
			)
		);
		const choices = edition.questions.flatMap((question) =>
			question.type === 'multipletext'
				? []
				: question.choices.map(({ value }) => `${question.name} ${value}`)
		);
		expect(choices.filter((choice) => !counted.has(choice))).toEqual([]);
	});

	it('stand exactly at every gate of every tier', () => {
		const gates = edition.ladder.tiers.flatMap(({ id, requires }) =>
			leavesOf(requires).flatMap((leaf, i) => ('atLeast' in leaf ? `${id} ${i}` : []))
		);
		const met = new Set(diagnoses.flatMap((one) => atTheGate(edition, one)));
		expect(gates.filter((gate) => !met.has(gate))).toEqual([]);
	});

	it('miss every tier by one of its thresholds alone, by one at most', () => {
		const near = new Set(diagnoses.flatMap(justBelow));
		const missed = edition.ladder.tiers.flatMap(({ id, requires }) => {
			const kinds = leavesOf(requires).flatMap(thresholdOf);
			// Points where it asks for points, else a count; what asks for neither has no threshold.
			const kind = kinds.includes('score') ? 'score' : kinds[0];
			return kind ? [`${id} ${kind}`] : [];
		});
		expect(missed.filter((tier) => !near.has(tier))).toEqual([]);
	});

	it('say which actions are called for, and call for each, but not always', () => {
		const written = edition.data.actions?.actions.map(({ id }) => id) ?? [];
		const said = new Set(cases.flatMap((one) => one.expect.actions ?? []));
		expect(written.filter((id) => !said.has(id))).toEqual([]);
		const always = written.filter((id) =>
			diagnoses.every(({ actions }) =>
				actions.some((one) => one.id === id && one.verdict !== 'unmet')
			)
		);
		expect(always).toEqual([]);
	});

	it('show everything a person should look at', () => {
		const kinds = new Set(diagnoses.flatMap((one) => one.findings.map((finding) => finding.kind)));
		const data = edition.questions.flatMap(({ data }) => (data.type === 'radiogroup' ? data : []));
		const ratios = data.filter(({ of }) => of);
		const isTrend = data.some(({ trendOf }) => trendOf);
		const possible = [
			...(ratios.length > 0 ? ['ratio-contradicts'] : []),
			...(ratios.some(({ choices }) => choices.at(-1)!.upTo !== undefined)
				? ['ratio-outside']
				: []),
			...(isTrend ? ['trend-contradicts', 'trend-not-flat'] : []),
			...(ratios.length > 0 || isTrend ? ['zero-denominator'] : [])
		];
		expect([...kinds].sort()).toEqual(possible);
	});
});

/** The gates that a sheet meets with nothing to spare, as `tier place`. */
function atTheGate(edition: OpenEdition, diagnosis: Diagnosis): string[] {
	const { standing } = diagnosis;
	const jumped = jumps(edition, diagnosis);
	return standing.gates.flatMap(({ tier, judgement }) =>
		leaves(judgement!).flatMap(({ leaf, verdict, actual }, i) => {
			if (verdict !== 'met' || !actual || typeof actual !== 'object' || !('low' in actual))
				return [];
			const there = exact('score' in leaf ? inPoints(actual.low) : actual.low);
			const just = 'score' in leaf && leaf.score === 'total' ? [there, ...jumped] : [there];
			return 'atLeast' in leaf && just.includes(String(leaf.atLeast)) ? [`${tier} ${i}`] : [];
		})
	);
}

/**
 * The points at which the whole of a staircase jumped: a step that stands exactly where it passes counts
 * in full at once, so the whole never stands there itself.
 */
function jumps({ root }: OpenEdition, { dimensions }: Diagnosis): string[] {
	if (root.combine !== 'staircase') return [];
	const pass = Number(exact(inPoints(root.pass)));
	return root.scored.flatMap((step, passed) => {
		const before = root.scored.slice(0, passed);
		const points = before.map(({ max }) => Number(exact(inPoints(max))));
		const isThere = exact(inPoints(dimensions[step.name]!.low)) === String(pass);
		return isThere ? [String(points.reduce((sum, one) => sum + one, 0) + pass)] : [];
	});
}

function thresholdOf(leaf: Leaf): ('score' | 'count')[] {
	return 'score' in leaf ? ['score'] : 'count' in leaf ? ['count'] : [];
}

/** The tiers of which a sheet lacks nothing but a point or a count of one at most, as `tier kind`. */
function justBelow({ standing }: Diagnosis): string[] {
	return standing.gates.flatMap(({ tier, judgement }) => {
		const lacks = lacking(judgement!);
		const [only] = lacks;
		if (lacks.length !== 1 || only!.verdict !== 'unmet') return [];
		const far = (points: boolean) =>
			Number(exact(points ? inPoints(only!.short!.high) : only!.short!.high));
		return thresholdOf(only!.leaf)
			.filter((kind) => far(kind === 'score') <= 1)
			.map((kind) => `${tier} ${kind}`);
	});
}

describe.each([...library.documents.values()])(
	'the examples of $document.data.id',
	({ document, examples }) => {
		const all = [...examples.values()].flat();
		const days = (outcome: string) =>
			all.filter((one) => one.expect.outcome === outcome).map((one) => one.on);
		const { from, until } = document.data.inForce;
		const certain = from !== 'unknown' && until !== 'unknown';
		const history = document.measures.filter(({ data }) => data.benefit.kind === 'history');
		const living = document.measures.filter((measure) => !history.includes(measure));

		it('reach every outcome that it can have', () => {
			const outcomes = [
				'out-of-area',
				...(living.length > 0 ? ['unmet', 'unknown', 'other-applicant'] : []),
				...(living.length > 0 && certain ? ['met'] : []),
				...(living.length > 0 && from !== 'unknown' ? ['not-yet'] : []),
				...(living.length > 0 && until !== 'unknown' ? ['ended'] : []),
				...(history.length > 0 ? ['history'] : [])
			];
			const reached = new Set(all.map((one) => one.expect.outcome));
			expect([...reached].sort()).toEqual(outcomes.sort());
		});

		it('show each measure met, as far as the text lets it be, and another way', () => {
			const poor = living.filter(({ data }) => {
				const worked = examples.get(data.id)!;
				const open = data.requires && leavesOf(data.requires).some((leaf) => 'open' in leaf);
				const best = worked.some(
					({ expect: { outcome, asks } }) =>
						outcome === 'met' ||
						// All that an enterprise can say is said, and only the text keeps it open.
						((!certain || open) && outcome === 'unknown' && asks?.length === 0)
				);
				const ways = worked.map((one) =>
					[one.expect.outcome, ...(one.expect.asks ?? [])].join(' ')
				);
				return !best || new Set(ways).size < 2;
			});
			expect(poor.map((measure) => measure.ref)).toEqual([]);
		});

		it('stand on the first and the last day or in its month, and a day outside of each', () => {
			const inside = (end: string) =>
				days(certain && end.length === 10 ? 'met' : 'unknown').some((day) => day.startsWith(end));
			const stands = {
				...(from === 'unknown'
					? {}
					: {
							[from]: inside(from),
							before: days('not-yet').includes(shifted(`${from}-01`.slice(0, 10), -1))
						}),
				...(until === 'unknown'
					? {}
					: { [until]: inside(until), after: days('ended').includes(dayAfter(until)) })
			};
			const lacks = Object.entries(stands).filter(([, there]) => !there);
			expect(lacks.map(([where]) => where)).toEqual([]);
		});

		it('ask for every fact and title that a condition or a share needs', () => {
			const missing = document.measures.flatMap((measure) => {
				const asked = new Set(
					examples.get(measure.data.id)!.flatMap((one) => one.expect.asks ?? [])
				);
				const { requires, benefit } = measure.data;
				const needed = requires ? leavesOf(requires).flatMap(subjectOf) : [];
				if ('of' in benefit && benefit.of !== undefined) needed.push(benefit.of);
				return needed.filter((id) => !asked.has(id)).map((id) => `${measure.ref}: ${id}`);
			});
			expect(missing).toEqual([]);
		});

		it('stand at every threshold, and just short of it or just past what must be exceeded', () => {
			const missing = document.measures.flatMap((measure) => {
				const thresholds = measure.data.requires ? leavesOf(measure.data.requires) : [];
				return thresholds.flatMap((leaf) => {
					if (!('fact' in leaf)) return [];
					const step = library.catalogue.facts.get(leaf.fact)!.type === 'money' ? 0.01 : 1;
					const { atLeast, over } = leaf;
					const near = [
						...(typeof atLeast === 'number' ? [atLeast, atLeast - step] : []),
						// Over nothing means any at all.
						...(over === undefined ? [] : over === 0 ? [over] : [over, over + step])
					];
					const said = JSON.stringify(examples.get(measure.data.id));
					return near
						.map((n) => `"${leaf.fact}":${n}`)
						.filter((words) => !new RegExp(`${words}[,}]`).test(said));
				});
			});
			expect(missing).toEqual([]);
		});

		it('show a year without a rate, and every reading of a cap', () => {
			const dated = document.measures.filter(
				({ data: { benefit } }) => benefit.kind === 'share' && benefit.rates
			);
			expect(
				dated
					.filter(({ data }) => !examples.get(data.id)!.some((one) => one.expect.noRate?.length))
					.map((one) => one.ref)
			).toEqual([]);
			const open = document.measures.filter((measure) => measure.readings.length > 1);
			const unread = open.flatMap((measure) => {
				const read = new Set(
					examples.get(measure.data.id)!.flatMap((one) => Object.keys(one.expect.readings ?? {}))
				);
				return measure.readings.filter((reading) => !read.has(reading));
			});
			expect(unread).toEqual([]);
		});

		it('stand in an area that the document leaves to itself, where it names one', () => {
			const elsewhere = document.data.area.elsewhere?.within;
			const areas = all
				.filter((one) => one.expect.outcome === 'out-of-area')
				.map((one) => one.facts?.['area']);
			expect(!elsewhere || areas.some((area) => elsewhere.includes(String(area)))).toBe(true);
		});
	}
);

function subjectOf(leaf: Leaf): string[] {
	return 'fact' in leaf ? [leaf.fact] : 'title' in leaf ? [leaf.title] : [];
}

/** The day so many days later. */
function shifted(day: string, by: number): string {
	const date = new Date(`${day}T00:00:00Z`);
	date.setUTCDate(date.getUTCDate() + by);
	return date.toISOString().slice(0, 10);
}

/** The day after a last day, or the first one after a last month. */
function dayAfter(end: string): string {
	if (end.length === 10) return shifted(end, 1);
	const [year, month] = end.split('-').map(Number) as [number, number];
	return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
