import { getLocale } from '#lib/paraglide/runtime.js';
import { openPackageIndex } from '#server/archive/package-index.ts';
import { today } from '#server/clock.ts';
import { requireMember } from '#server/member.ts';
import { writeXlsx, xlsxType } from '#server/xlsx.ts';

/** What there is of a batch of packages, and what is missing and why, as a spreadsheet. */
export async function GET(event) {
	const { member } = requireMember(event);
	const { sheets } = await openPackageIndex(member, event.params.id, getLocale());
	return new Response(await writeXlsx(sheets), {
		headers: {
			'content-type': xlsxType,
			'content-disposition': `attachment; filename="packages-${today()}.xlsx"`,
			'cache-control': 'no-store'
		}
	});
}
