import type { ShownFile } from '#lib/area-files.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { Cell, Sheet } from '#lib/spreadsheet.ts';
import { say } from '#lib/ui/text.ts';
import { fileStateWords } from '#lib/words/life.ts';

/**
 * The files of an area as the table of the page has them, with their credit codes and addresses.
 * @param origin of this installation, for the addresses
 */
export function filesSheet(files: readonly ShownFile[], origin: string): Sheet {
	return {
		name: m.files_title(),
		columns: [
			{ title: m.files_enterprise(), width: 36 },
			{ title: m.files_credit_code(), width: 22 },
			{ title: m.files_town(), width: 24 },
			{ title: m.files_industry(), width: 24 },
			{ title: m.files_size(), width: 10 },
			{ title: m.files_instrument(), width: 40 },
			{ title: m.files_edition(), width: 10 },
			{ title: m.files_state(), width: 12 },
			{ title: m.files_tier(), width: 20 },
			{ title: m.files_day(), width: 12 },
			{ title: m.files_changed(), width: 12 },
			{ title: m.files_link(), width: 60 }
		],
		rows: files.map((file): Cell[] => [
			file.name,
			file.creditCode,
			file.area,
			file.industry,
			file.size,
			file.title && say(file.title),
			file.edition,
			fileStateWords[file.state](),
			file.tier,
			file.day,
			file.changedOn,
			`${origin}${localizeHref(`/enterprises/${file.enterprise}`)}`
		])
	};
}
