import { describe, expect, it } from 'vitest';
import { isEnded, stageOn, type EditionEvent } from '#lib/library/events.ts';
import { text } from '../support/edition.ts';
import { faultsAfter, libraryAfter, put, type Slip } from '../support/library-files.ts';

const file = 'questionnaires/events.json';
const head = 'questionnaires/test/2024/questionnaire.yaml';
const { hash } = libraryAfter(() => undefined).editions.get('test@2024')!;

const happens = (more: Partial<EditionEvent> = {}): EditionEvent => ({
	...{ edition: 'test@2024', event: 'retired', on: '2027-01-01', hash, reason: text('replaced') },
	...more
});

/** The edition published, with what became of it. */
const told =
	(...events: unknown[]): Slip =>
	(files) => {
		put(files[head], 'status', 'published');
		put(files['questionnaires/published.json'], 'test@2024', hash);
		put(files[file], 'events', events);
	};

describe('where an edition stands', () => {
	const stage = (day: string, ...events: EditionEvent[]) =>
		stageOn(libraryAfter(told(...events)).editions.get('test@2024')!, day);

	it('is published until the day of an event, and from that day on what it says', () => {
		const event = happens();
		expect(stage('2026-12-31', event)).toEqual({ stage: 'published' });
		expect(stage('2027-01-01', event)).toEqual({ stage: 'retired', event });
		expect(isEnded(stage('2027-01-01', event))).toBe(true);
		expect(isEnded(stage('2026-12-31', event))).toBe(false);
	});

	it('is what the last event says: retired, withdrawn, taken up again', () => {
		const events = [
			happens(),
			happens({ event: 'withdrawn', on: '2027-02-01' }),
			happens({ event: 'published', on: '2027-03-01' })
		];
		const days = ['2027-01-31', '2027-02-28', '2027-03-01'];
		expect(days.map((day) => stage(day, ...events).stage)).toEqual([
			...['retired', 'withdrawn', 'published']
		]);
		expect(isEnded(stage('2027-03-01', ...events))).toBe(false);
	});

	it('is a draft as long as it says so', () => {
		const draft = libraryAfter(() => undefined).editions.get('test@2024')!;
		expect(stageOn(draft, '2027-01-01')).toEqual({ stage: 'draft' });
	});

	it('is no part of its hash', () => {
		expect(libraryAfter(told(happens())).editions.get('test@2024')!.hash).toBe(hash);
	});
});

describe('an event is refused', () => {
	const at = `${file} test@2024`;
	it.each<[string, unknown[], string]>([
		[
			'of an edition that is not published',
			[happens({ edition: 'test@2020' })],
			`${file} test@2020.0.edition: expected a published edition, received "test@2020"`
		],
		[
			'with another hash',
			[happens({ hash: `sha256:${'0'.repeat(64)}` })],
			`${at}.0.hash: expected that of its content, ${hash}, received "sha256:${'0'.repeat(33)}…" (71 characters)`
		],
		[
			'that changes nothing',
			[happens(), happens({ on: '2027-02-01' })],
			`${at}.1.event: expected another than before, received "retired"`
		],
		[
			'that publishes what is published',
			[happens({ event: 'published' })],
			`${at}.0.event: expected another than before, received "published"`
		],
		[
			'before the one before it',
			[happens(), happens({ event: 'withdrawn', on: '2026-12-31' })],
			`${at}.1.on: expected 2027-01-01 or later, received "2026-12-31"`
		],
		[
			'with a successor that is not there',
			[happens({ successor: 'test@2025' })],
			`${at}.0.successor: expected another published edition, received "test@2025"`
		],
		[
			'with itself as its successor',
			[happens({ successor: 'test@2024' })],
			`${at}.0.successor: expected another published edition, received "test@2024"`
		],
		[
			'without a reason in both languages',
			[{ ...happens(), reason: { 'zh-cn': '更新' } }],
			`${file} events.0.reason.en: expected this key, received nothing`
		],
		[
			'on a day that does not exist',
			[happens({ on: '2027-02-30' })],
			`${file} events.0.on: expected a day that exists, written YYYY-MM-DD, received "2027-02-30"`
		]
	])('%s', (_, events, fault) => {
		expect(faultsAfter(told(...events))).toEqual([fault]);
	});
});
