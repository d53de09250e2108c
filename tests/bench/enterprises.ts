import type { Day, Fact, OpenDocument } from '#scoring';
import type { Library } from '#lib/library/library.ts';
import type { Enterprise } from './measures-by-hand.ts';
import type { Title } from './by-hand.ts';
import { randomFrom } from './sheets.ts';

/** What is known of an enterprise, and the day it is judged on. */
export interface DatedEnterprise extends Enterprise {
	readonly day: Day;
}

/** In and around all documents, and where none reaches. */
const areas = [
	...['320903', '320900-yannan', '320903012', '320924', '320900', '441900', '441900004'],
	...['440803', '440800', '440000', '440106', '320902', '110101', '320000', undefined]
];
/** Mostly those to whom most measures speak. */
const applicants = [
	...['manufacturer', 'manufacturer', 'manufacturer', 'provider', 'provider'],
	...['research-body', 'training-body', 'park']
].map((value) => ({ value }));
/** Around the ends of all periods. */
const days = [
	...['2021-05-31', '2021-06-15', '2021-07-01', '2022-01-27', '2022-01-28', '2023-06-30'],
	...['2024-05-31', '2024-06-01', '2024-07-01', '2024-12-31', '2025-01-01', '2025-12-31'],
	...['2023-01-01', '2022-10-01', '2024-03-01', '2026-01-01']
];
const figures = [0, 1, 9, 10, 200, 499.99, 500, 1000, 1000.01, 4000, 100_000];
const awards = ['2019-05-05', '2021-06-15', '2022-02-01', '2024-06-10', '2024-12-31', undefined];

/**
 * Makes enterprises of which any fact, title and project of the catalogue may be known: the same number
 * always gives the same one. They are spread so that outcomes are common, not as enterprises are.
 */
export function enterpriseMaker({ catalogue }: Library): (number: number) => DatedEnterprise {
	const facts = [...catalogue.facts.values()];
	const owned = (owner: Fact['owner']) =>
		facts.filter((fact) => fact.owner === owner && fact.id !== 'area');
	const [ofEnterprise, ofProject, ofYear] = [
		owned('enterprise'),
		owned('project'),
		owned('project-year')
	];
	return (number) => {
		const chance = randomFrom(number);
		const valueOf = (fact: Fact) => {
			if (chance() < 0.3) return undefined;
			switch (fact.type) {
				case 'boolean':
					return chance() < 0.6;
				case 'choice':
					return chance.pick(fact.id === 'applicant' ? applicants : fact.choices).value;
				case 'industry':
					return chance.pick([...catalogue.industries.keys()]);
				case 'money':
					return chance.pick(figures);
				case 'number':
					return Math.min(fact.max, Math.max(fact.min, Math.floor(chance.pick(figures))));
				case 'area':
					return chance.pick(areas);
			}
		};
		const some = (all: readonly Fact[]) => {
			const said: Record<string, string | number | boolean> = {};
			for (const fact of all) {
				const value = valueOf(fact);
				if (value !== undefined) said[fact.id] = value;
			}
			return said;
		};
		const area = chance.pick(areas);
		const titles = [...catalogue.titles.values()].flatMap(({ id, levels }): Title[] => {
			const told = chance();
			if (told < 0.5) return [];
			if (told < 0.75) return [{ title: id, state: 'not-held' as const }];
			const level = levels && chance.pick([...levels.map((one) => one.id), undefined]);
			const awarded = chance.pick(awards);
			const expires = chance.pick([undefined, undefined, '2022-12-31', '2026-12-31']);
			const first = chance.pick([true, false, undefined]);
			return [
				{
					title: id,
					...(level === undefined ? {} : { level }),
					...(awarded === undefined ? {} : { awarded }),
					...(expires === undefined || (awarded && expires < awarded) ? {} : { expires }),
					...(first === undefined ? {} : { first })
				}
			];
		});
		const years = ['2021', '2022', '2024'];
		const projects = Array.from({ length: chance.pick([0, 1, 1, 2]) }, (_, i) => ({
			name: `项目${i + 1}`,
			facts: some(ofProject),
			years: Object.fromEntries(
				years.filter(() => chance() < 0.4).map((year) => [year, some(ofYear)])
			)
		}));
		return {
			facts: { ...some(ofEnterprise), ...(area === undefined ? {} : { area }) },
			...(chance() < 0.15 ? {} : { projects }),
			titles,
			day: chance.pick(days)
		};
	};
}

export function documentsOf({ documents }: Library): readonly OpenDocument[] {
	return [...documents.values()].map((one) => one.document);
}
