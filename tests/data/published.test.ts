import { describe, expect, it } from 'vitest';
import { faultsAfter, libraryAfter, put, type Slip } from '../support/library-files.ts';

const edition = 'questionnaires/test/2024/';
const set =
	(file: string, path: string, value: unknown): Slip =>
	(files) =>
		put(files[file], path, value);

describe('what is published never changes', () => {
	const published = 'questionnaires/published.json';
	const publish: Slip = set(`${edition}questionnaire.yaml`, 'status', 'published');
	const { hash } = libraryAfter(() => undefined).editions.get('test@2024')!;
	const written =
		(ref: string, text: string): Slip =>
		(files) =>
			(files[published] = { [ref]: text });
	const both =
		(...slips: Slip[]): Slip =>
		(files) =>
			slips.forEach((slip) => slip(files));
	const otherHash = `sha256:${'0'.repeat(64)}`;

	it('is published with its hash, which cases and status do not enter', () => {
		const slip = both(publish, written('test@2024', hash), (files) =>
			put(files[`${edition}cases.yaml`], 'cases.0.name', 'another')
		);
		expect(libraryAfter(slip).editions.get('test@2024')!.hash).toBe(hash);
	});

	it.each<[string, Slip, string]>([
		[
			'without a hash',
			publish,
			'test@2024: expected its hash; npm run data:publish -- test@2024 writes it down, received nothing'
		],
		[
			'with another hash',
			both(publish, written('test@2024', otherHash)),
			`test@2024: expected the published content, ${otherHash}, which never changes, received "${hash.slice(0, 40)}…" (71 characters)`
		],
		[
			'a draft with a hash',
			written('test@2024', hash),
			'test@2024: expected status: published, received "draft"'
		],
		[
			'removed',
			written('test@2020', hash),
			'test@2020: expected a published edition to stay, received nothing'
		],
		[
			'no hash at all',
			written('test@2024', 'sha1:0'),
			'"test@2024": expected sha256: and 64 digits, received "sha1:0"'
		]
	])('%s', (_, slip, fault) => {
		expect(faultsAfter(slip)).toEqual([`${published} ${fault}`]);
	});

	it('a single point more is another hash', () => {
		const slip = both(publish, written('test@2024', hash), (files) => {
			put(files[`${edition}1-base.yaml`], 'elements.0.choices.1.points', 5.001);
		});
		expect(faultsAfter(slip)).toHaveLength(1);
		expect(faultsAfter(slip)[0]).toContain('which never changes');
	});

	it('one that does not open has its own faults only', () => {
		const slip = both(publish, written('test@2024', hash), (files) =>
			put(files[`${edition}1-base.yaml`], 'worth', 7)
		);
		expect(faultsAfter(slip)).toEqual([
			`${edition}1-base.yaml base.worth: expected what its parts add up to, 10, received 7`
		]);
	});
});
