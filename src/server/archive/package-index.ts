import type { Locale } from '#scoring';
import { m } from '#lib/paraglide/messages.js';
import { savedName } from '#lib/report/file-name.ts';
import type { Cell, Sheet } from '#lib/spreadsheet.ts';
import { say } from '#lib/ui/text.ts';
import { fileStateWords } from '#lib/words/life.ts';
import { packedStateWords, whyWords } from '#lib/words/print-batch.ts';
import { findFiles, shownFile, type FoundFiles } from '../area-files.ts';
import { today } from '../clock.ts';
import type { Member } from '../enterprise-sheets.ts';
import { openBatch, type Batch, type BatchItem } from '../print-batches.ts';
import { problems } from '../problems.ts';
import { missingFiles } from '../store.ts';

/** A package that a batch has made, which is in the store. */
interface MadePackage {
	readonly item: string;
	readonly sheet: string;
	/** SHA-256 of the ZIP, by which it lies in the store. */
	readonly file: string;
	readonly bytes: number;
	readonly at: Date;
	/** What it is called wherever it is handed out: the same whenever that is. */
	readonly name: string;
}

/** What there is of a batch of packages, and what is missing. */
interface PackageIndex {
	readonly batch: Batch;
	readonly packages: readonly MadePackage[];
	/** The list of both, as the sheets of a workbook. */
	readonly sheets: readonly Sheet[];
}

type AreaFile = FoundFiles['files'][number];

/**
 * Looks up what was made of a batch of packages, and whatever is missing in it: what failed, what is not in the store
 * any more, and every enterprise of its area with nothing filed or with something that was filed since.
 *
 * @throws the problem, where the actor sees no such batch of packages
 */
export async function openPackageIndex(
	actor: Member,
	id: string,
	locale: Locale
): Promise<PackageIndex> {
	const batch = await openBatch(actor, id);
	if (batch?.kind !== 'packages') return problems.noSuchBatch();
	const { files } = await findFiles(actor, { area: batch.area, q: '', sort: 'name' });
	const made = namedOf(batch, files, locale);
	const gone = await missingFiles(made.map(({ file }) => file));
	const packages = made.filter(({ file }) => !gone.has(file));
	return {
		batch,
		packages,
		sheets: [
			packedSheet(packages, files, locale),
			missingSheet(batch, { made, gone }, files, locale)
		]
	};
}

/** What was made of the files that the actor sees: those of their unit's area now. */
function namedOf({ items }: Batch, files: readonly AreaFile[], locale: Locale): MadePackage[] {
	const seen = new Set(files.map(({ sheet }) => sheet));
	const width = String(items.length).length;
	return items.flatMap(({ id, sheet, name, printed }, i): MadePackage[] => {
		if (!printed || !seen.has(sheet)) return [];
		const place = String(i + 1).padStart(width, '0');
		const saved = savedName(name, today(printed.at), locale, 'zip');
		return [{ item: id, sheet, ...printed, name: `${place}-${saved}` }];
	});
}

function packedSheet(
	packages: readonly MadePackage[],
	files: readonly AreaFile[],
	locale: Locale
): Sheet {
	const bySheet = new Map(files.map((file) => [file.sheet, file]));
	return {
		name: m.packed_index(),
		columns: [
			{ title: m.files_enterprise(), width: 36 },
			{ title: m.files_credit_code(), width: 22 },
			{ title: m.files_town(), width: 24 },
			{ title: m.files_instrument(), width: 40 },
			{ title: m.files_edition(), width: 10 },
			{ title: m.files_tier(), width: 20 },
			{ title: m.files_day(), width: 12 },
			{ title: m.packed_file(), width: 48 },
			{ title: m.packed_bytes(), width: 14 },
			{ title: 'SHA-256', width: 66 }
		],
		rows: packages.map(({ sheet, name, bytes, file }): Cell[] => {
			const found = bySheet.get(sheet);
			const told = found && shownFile(found, locale);
			return [
				...[told?.name, told?.creditCode, told?.area, told?.title && say(told.title)],
				...[told?.edition, told?.tier, told?.day, name, bytes, file]
			];
		})
	};
}

interface Lack {
	readonly name: string;
	readonly file: AreaFile | undefined;
	readonly why: string;
}

function missingSheet(
	batch: Batch,
	made: { readonly made: readonly MadePackage[]; readonly gone: ReadonlySet<string> },
	files: readonly AreaFile[],
	locale: Locale
): Sheet {
	const lacks = [...lacksOfItems(batch, made, files), ...lacksOfArea(batch, files)];
	return {
		name: m.packed_missing(),
		columns: [
			{ title: m.files_enterprise(), width: 36 },
			{ title: m.files_credit_code(), width: 22 },
			{ title: m.files_town(), width: 24 },
			{ title: m.files_instrument(), width: 40 },
			{ title: m.packed_why(), width: 80 }
		],
		rows: lacks.map(({ name, file, why }): Cell[] => {
			const told = file && shownFile(file, locale);
			return [name, told?.creditCode, told?.area, told?.title && say(told.title), why];
		})
	};
}

/** Of what was asked for, what there is no package of. */
function lacksOfItems(
	{ items }: Batch,
	{ made, gone }: Parameters<typeof missingSheet>[1],
	files: readonly AreaFile[]
): Lack[] {
	const bySheet = new Map(files.map((file) => [file.sheet, file]));
	const byItem = new Map(made.map((one) => [one.item, one]));
	return items.flatMap((item): Lack[] => {
		const there = byItem.get(item.id);
		if (there && !gone.has(there.file)) return [];
		const why = there ? m.packed_gone() : whyMissing(item);
		return [{ name: item.name, file: bySheet.get(item.sheet), why }];
	});
}

function whyMissing({ state, why, what }: BatchItem): string {
	if (why) return [whyWords[why](), what].filter(Boolean).join(' ');
	// It was made, and whoever asks now does not see the enterprise.
	return state === 'printed' ? whyWords.unseen() : packedStateWords[state]();
}

/** Of the area, what was not asked for: enterprises with nothing filed, and what was filed since. */
function lacksOfArea({ area, items }: Batch, files: readonly AreaFile[]): Lack[] {
	if (area === undefined) return [];
	const asked = new Set(items.map(({ sheet }) => sheet));
	const byEnterprise = Map.groupBy(files, ({ enterprise }) => enterprise);
	return [...byEnterprise.values()].flatMap((own): Lack[] => {
		const filed = own.filter(({ state }) => state === 'filed');
		if (filed.length === 0) {
			const states = [...new Set(own.map(({ state }) => fileStateWords[state]()))].join(' / ');
			const why = m.packed_unfiled({ states });
			return [{ name: own[0]!.name, file: own[0], why }];
		}
		return filed
			.filter(({ sheet }) => !asked.has(sheet!))
			.map((file) => ({ name: file.name, file, why: m.packed_since() }));
	});
}
