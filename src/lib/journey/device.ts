import type { CaseFile } from '../diagnosis/case-file.ts';
import { differences, fromFields } from './fields.ts';

/** The part of `localStorage` that is used here. */
export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * What was said, kept on the device: one entry for each field, so that two tabs that answer different
 * questions do not undo each other.
 *
 * @param storage may throw at every call: a browser may refuse to keep anything
 */
export function openDevice(questionnaire: string, storage: () => DeviceStorage) {
	const prefix = `qidang:${questionnaire}:`;

	function keys(kept: DeviceStorage): string[] {
		return Array.from({ length: kept.length }, (_, i) => kept.key(i) ?? '').filter((key) =>
			key.startsWith(prefix)
		);
	}

	/** All that is kept; what cannot be read counts as not said. */
	function load(): CaseFile {
		try {
			const kept = storage();
			const fields = keys(kept).flatMap((key) => {
				const value = parsed(kept.getItem(key));
				return value === undefined ? [] : [[key.slice(prefix.length), value] as const];
			});
			return fromFields(questionnaire, Object.fromEntries(fields));
		} catch {
			return { questionnaire };
		}
	}

	/** Keeps the fields that have changed. @returns whether the browser took them */
	function save(before: CaseFile, after: CaseFile): boolean {
		try {
			const kept = storage();
			for (const [field, value] of Object.entries(differences(before, after))) {
				if (value === undefined) kept.removeItem(prefix + field);
				else kept.setItem(prefix + field, JSON.stringify(value));
			}
			return true;
		} catch {
			return false;
		}
	}

	function clear(): void {
		try {
			const kept = storage();
			for (const key of keys(kept)) kept.removeItem(key);
		} catch {
			// What was never kept need not be removed.
		}
	}

	/**
	 * Which kept sheet the answers belong to: notes what is told, and tells what was noted before where that
	 * is empty.
	 */
	function along(told: string): string {
		try {
			if (told !== '') storage().setItem(`${prefix}kept`, told);
			return storage().getItem(`${prefix}kept`) ?? '';
		} catch {
			return told;
		}
	}

	/** Whether an entry of the storage is one of these; `null` stands for all of them. */
	const owns = (key: string | null) => key === null || key.startsWith(prefix);

	return { load, save, clear, along, owns };
}

function parsed(text: string | null): unknown {
	if (text === null) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
