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
	 * What goes along with the answers – `kept`: the kept sheet they belong to; `beside`: sheets of other
	 * instruments. Notes what is told, and tells what was noted before where that is empty.
	 */
	function along(what: 'kept' | 'beside', told: string): string {
		try {
			if (told !== '') storage().setItem(prefix + what, told);
			return storage().getItem(prefix + what) ?? '';
		} catch {
			return told;
		}
	}

	/** Whether an entry of the storage is one of these; `null` stands for all of them. */
	const owns = (key: string | null) => key === null || key.startsWith(prefix);

	return { load, save, clear, along, owns };
}

/** The questionnaires of which the device keeps answers, `instrument@edition`. */
export function answeredOn(storage: () => DeviceStorage): string[] {
	try {
		const kept = storage();
		const keys = Array.from({ length: kept.length }, (_, i) => kept.key(i) ?? '');
		return [
			...new Set(keys.flatMap((key) => /^qidang:([^:]+):answers\./.exec(key)?.[1] ?? []))
		].sort();
	} catch {
		return [];
	}
}

function parsed(text: string | null): unknown {
	if (text === null) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
