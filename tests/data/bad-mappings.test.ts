import { describe, expect, it } from 'vitest';
import { faultsAfter, libraryAfter, put, type Slip } from '../support/library-files.ts';

const [older, newer] = ['questionnaires/test/2024/', 'questionnaires/test/2025/'];
const file = `${newer}mapping.yaml`;
const says = { 'zh-cn': '说明', en: 'why' };

/** A second edition of the small library, in which nothing but the name of the effect differs. */
function succeed(mapping: unknown): Slip {
	return (files) => {
		for (const path of Object.keys(files).filter((one) => one.startsWith(older))) {
			files[path.replace(older, newer)] = structuredClone(files[path]!);
		}
		put(files[`${newer}questionnaire.yaml`], 'edition', '2025');
		put(files[`${newer}2-results.yaml`], 'elements.0.name', 'outcome');
		put(files[`${newer}cases.yaml`], 'cases', []);
		files[file] = mapping as Record<string, unknown>;
	};
}
const choices = { no: 'no', half: 'half', yes: 'yes' };
const good = {
	from: '2024',
	kept: ['plan', 'scene'],
	renamed: [{ from: 'effect', to: 'outcome', choices, says }]
};

it('a mapping that accounts for every question opens, and is no part of the edition', () => {
	const { editions } = libraryAfter(succeed(good));
	const { hash, moves } = editions.get('test@2025')!;
	expect(moves!.mapping.ways.map(({ kind, to }) => [kind, to[0]!.name])).toEqual([
		['kept', 'plan'],
		['kept', 'scene'],
		['renamed', 'outcome']
	]);
	const other = structuredClone(good);
	other.renamed[0]!.says = { 'zh-cn': '别的说明', en: 'otherwise' };
	const after = libraryAfter(succeed(other)).editions.get('test@2025')!;
	expect(after.hash).toBe(hash);
	expect(after.moves!.hash).not.toBe(moves!.hash);
	expect(editions.get('test@2024')!.moves).toBeUndefined();
});

describe('a mapping is refused', () => {
	it.each<[string, unknown, string]>([
		[
			'from an edition that does not exist',
			{ ...good, from: '2023' },
			'from: expected an earlier edition of test, received "2023"'
		],
		[
			'from itself',
			{ ...good, from: '2025' },
			'from: expected an earlier edition of test, received "2025"'
		],
		[
			'that leaves out a question of both',
			{ ...good, kept: ['plan'] },
			'scene: expected what became of it once, as a question of test@2024, received nothing'
		],
		[
			'that tells of a question twice',
			{ ...good, removed: [{ question: 'plan', says }] },
			'plan: expected what became of it once, as a question of test@2024, received "2 entries"'
		],
		[
			'that names a question which is none',
			{ ...good, kept: ['plan', 'scene', 'gone'] },
			'kept.2: expected a question of test@2024, received "gone"'
		],
		[
			'that names a newer question which is none',
			{ ...good, new: [{ question: 'gone', says }] },
			'new.0: expected a question of test@2025, received "gone"'
		],
		[
			'that leaves out a choice',
			{ ...good, renamed: [{ ...good.renamed[0], choices: { no: 'no', yes: 'yes' } }] },
			'renamed.0.choices.half: expected where it goes, or null, received nothing'
		],
		[
			'that names a choice which is none',
			{ ...good, renamed: [{ ...good.renamed[0], choices: { ...choices, most: 'yes' } }] },
			'renamed.0.choices.most: expected a choice of effect, received "most"'
		],
		[
			'that leads to a choice which is none',
			{ ...good, renamed: [{ ...good.renamed[0], choices: { ...choices, half: 'some' } }] },
			'renamed.0.choices.half: expected a choice of outcome, received "some"'
		],
		[
			'that leads to two choices of one that takes one',
			{ ...good, renamed: [{ ...good.renamed[0], choices: { ...choices, half: ['no', 'yes'] } }] },
			'renamed.0.choices.half: expected one choice of outcome, which takes one, received a list'
		],
		[
			'that calls the same words other words',
			{ ...good, kept: ['scene'], reworded: [{ question: 'plan', says }] },
			'reworded.0: expected it under kept: it reads the same, received "plan"'
		],
		[
			'that calls another type the same',
			{ ...good, kept: ['scene'], 'changed-type': [{ from: 'plan', to: 'plan', says }] },
			'changed-type.0: expected another type, received "radiogroup"'
		],
		[
			'that merges and does not say which answer stands',
			{
				from: '2024',
				kept: ['scene'],
				merged: [
					{
						into: 'outcome',
						from: [
							{ question: 'plan', choices: { no: 'no', some: 'half', yes: 'yes' } },
							{ question: 'effect' }
						],
						says
					}
				],
				new: [{ question: 'plan', says }]
			},
			'merged.0.take: expected first or last, received nothing'
		],
		[
			'that says which answer stands where there is one',
			{
				from: '2024',
				kept: ['scene'],
				split: [
					{
						from: 'plan',
						into: [
							{ to: 'plan', take: 'first' },
							{ to: 'outcome', choices: { no: 'no', some: 'half', yes: 'yes' } }
						],
						says
					}
				],
				removed: [{ question: 'effect', says }]
			},
			'split.0.take: expected none where one answer decides, received "first"'
		],
		[
			'that says nothing of why',
			{ ...good, renamed: [{ from: 'effect', to: 'outcome' }] },
			'renamed.0.says: expected this key, received nothing'
		],
		['that is no mapping', [], 'from: expected this key, received nothing']
	])('%s', (_, mapping, fault) => {
		expect(faultsAfter(succeed(mapping))).toContain(`${file} ${fault}`);
	});

	it('that calls other words the same', () => {
		const slip: Slip = (files) => {
			succeed(good)(files);
			put(files[`${newer}1-base.yaml`], 'elements.0.title', says);
		};
		expect(faultsAfter(slip)).toContain(
			`${file} kept.0: expected it under reworded: it reads otherwise, received "plan"`
		);
	});

	it('from an edition that was published later', () => {
		const slip: Slip = (files) => {
			succeed(good)(files);
			put(files[`${older}questionnaire.yaml`], 'issued', '2024-01-02');
		};
		expect(faultsAfter(slip)).toContain(
			`${file} from: expected an earlier edition of test, received "2024"`
		);
	});
});
