import { openLibrary, type Library } from '#lib/library/library.ts';
import { sentence } from '#scoring';
import { dimension, editionData, halves, one, rungs, text } from './edition.ts';
import { documentData, measure } from './policy.ts';
import { catalogue } from './small-catalogue.ts';

/** All content of a very small library, parsed, for tests that break one thing in it. */
export function libraryFiles() {
	const { dimensions, ladder, ...head } = editionData(
		[
			dimension('base', [one('plan', { no: 0, some: 5, yes: 10 }), rungs('scene', 4, ['scenes'])], {
				combine: 'sum'
			}),
			dimension('results', [halves('effect')], { combine: 'sum' })
		],
		{ first: { score: 'total', atLeast: 5 }, second: { score: 'total', atLeast: 10 } }
	);
	const requires = {
		all: [
			{ fact: 'listed', is: true },
			{ tier: 'test', atLeast: 'first' }
		]
	};
	const award = measure({ kind: 'award', amount: 50 }, { id: 'award', requires });
	const facts = { area: '320903', applicant: 'manufacturer', listed: true };
	const met = { name: 'a', arithmetic: '50', on: '2024-12-31', facts, tiers: { test: 'second' } };
	return {
		'measures/facts.yaml': { facts: [...catalogue.facts.values()] },
		'measures/titles.yaml': { titles: [...catalogue.titles.values()] },
		'measures/zones.yaml': {
			zones: [{ id: '320900-yannan', title: text('Yannan'), within: '320900', source: {} }]
		},
		'measures/industries.yaml': {
			standard: 'GB/T 4754-2017',
			source: {},
			industries: [{ code: 'C33', title: text('Metal products') }]
		},
		'questionnaires/capabilities.yaml': {
			capabilities: [{ id: 'planning', title: text('Planning') }]
		},
		'questionnaires/published.json': {},
		'questionnaires/events.json': { events: [] },
		'questionnaires/test/2024/questionnaire.yaml': head,
		'questionnaires/test/2024/1-base.yaml': dimensions[0]!,
		'questionnaires/test/2024/2-results.yaml': dimensions[1]!,
		'questionnaires/test/2024/tiers.yaml': ladder,
		'questionnaires/test/2024/cases.yaml': {
			cases: [
				{
					name: 'some',
					arithmetic: '5 + 0.5 = 5.5',
					answers: { plan: 'some', effect: 'half', scene: 2 },
					expect: {
						points: { total: 5.5, base: 5 },
						tier: 'first',
						lacks: { tier: 'second', gates: [{ score: 'total', needed: 10, actual: 5.5 }] },
						findings: []
					}
				}
			]
		},
		'measures/policy/document.yaml': documentData([award]),
		'measures/policy/award.yaml': {
			...award,
			examples: [
				{ ...met, expect: { outcome: 'met', amount: 50 } },
				{ ...met, name: 'b', on: '2025-01-01', expect: { outcome: 'ended' } }
			]
		}
	};
}

/** What an author wrote wrong: a change of the parsed files. */
export type Slip = (files: Record<string, Record<string, unknown>>) => void;

function slipped(slip: Slip): Record<string, unknown> {
	const files: Record<string, Record<string, unknown>> = structuredClone(libraryFiles());
	slip(files);
	return files;
}

/** The faults of the library after a slip, as sentences. */
export function faultsAfter(slip: Slip, hasArea?: (code: string) => boolean): string[] {
	return (openLibrary(slipped(slip), hasArea).faults ?? []).map(sentence);
}

/** The library after a change, which must be without a fault. */
export function libraryAfter(slip: Slip): Library {
	const { library, faults } = openLibrary(slipped(slip));
	if (faults) throw new Error(faults.map(sentence).join('\n'));
	return library;
}

/** Sets what stands at a path of keys and places. */
export function put(content: unknown, path: string, value: unknown): void {
	const steps = path.split('.');
	const last = steps.pop()!;
	const within = steps.reduce((at, step) => (at as Record<string, unknown>)[step], content);
	const holder = within as Record<string, unknown>;
	if (value === undefined) Reflect.deleteProperty(holder, last);
	else holder[last] = value;
}
