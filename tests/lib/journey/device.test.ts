import { expect, test } from 'vitest';
import { openDevice, type DeviceStorage } from '#lib/journey/device.ts';

const ref = 'sme-digital-level@2024';

/** What a browser keeps, in memory. */
function storage(): DeviceStorage & { entries: Map<string, string> } {
	const entries = new Map<string, string>();
	return {
		entries,
		getItem: (key) => entries.get(key) ?? null,
		setItem: (key, value) => void entries.set(key, value),
		removeItem: (key) => void entries.delete(key),
		key: (i) => [...entries.keys()][i] ?? null,
		get length() {
			return entries.size;
		}
	};
}

test('keeps one entry for each field and gives the same back', () => {
	const kept = storage();
	const device = openDevice(ref, () => kept);
	const said = {
		questionnaire: ref,
		name: '甲',
		answers: { scheduling: 2, equipment: { total: 5 } },
		facts: { area: '320903' },
		titles: [{ title: 'star-cloud' }]
	};
	expect(device.save({ questionnaire: ref }, said)).toBe(true);
	expect([...kept.entries.keys()].sort()).toEqual([
		`qidang:${ref}:answers.equipment`,
		`qidang:${ref}:answers.scheduling`,
		`qidang:${ref}:facts.area`,
		`qidang:${ref}:name`,
		`qidang:${ref}:titles`
	]);
	expect(device.load()).toEqual(said);
});

test('two tabs that change different fields do not undo each other', () => {
	const kept = storage();
	const [one, other] = [openDevice(ref, () => kept), openDevice(ref, () => kept)];
	const before = { questionnaire: ref, answers: { scheduling: 1 } };
	one.save({ questionnaire: ref }, before);
	one.save(before, { ...before, answers: { scheduling: 1, marketing: 3 } });
	other.save(before, { ...before, answers: { scheduling: 2 } });
	expect(one.load().answers).toEqual({ scheduling: 2, marketing: 3 });
});

test('what was taken back goes, what cannot be read or is not ours is passed over', () => {
	const kept = storage();
	const device = openDevice(ref, () => kept);
	device.save({ questionnaire: ref }, { questionnaire: ref, name: '甲', creditCode: '1' });
	device.save(
		{ questionnaire: ref, name: '甲', creditCode: '1' },
		{ questionnaire: ref, name: '甲' }
	);
	kept.entries.set(`qidang:${ref}:answers.scheduling`, '{broken');
	kept.entries.set(`qidang:${ref}:elsewhere`, '1');
	kept.entries.set('qidang:other@1:name', '"乙"');
	expect(device.load()).toEqual({ questionnaire: ref, name: '甲' });
	device.clear();
	expect([...kept.entries.keys()]).toEqual(['qidang:other@1:name']);
});

test('a browser that refuses says so and nothing breaks', () => {
	const device = openDevice(ref, () => {
		throw new Error('refused');
	});
	expect(device.load()).toEqual({ questionnaire: ref });
	expect(device.save({ questionnaire: ref }, { questionnaire: ref, name: '甲' })).toBe(false);
	expect(device.along('kept', 'x')).toBe('x');
	device.clear();
});
