import { getLocale } from '#lib/paraglide/runtime.js';
import { encoded } from '#lib/report/file-name.ts';
import { openPackageIndex } from '#server/archive/package-index.ts';
import { today } from '#server/clock.ts';
import { requireMember } from '#server/member.ts';
import { writeXlsx } from '#server/xlsx.ts';
import { zipStored } from '#server/zip-stored.ts';

/** All packages of a batch that are made, with their index, as one ZIP that is made while it is sent. */
export async function GET(event) {
	const { member } = requireMember(event);
	const locale = getLocale();
	const { batch, packages, sheets } = await openPackageIndex(member, event.params.id, locale);
	const index = { name: 'index.xlsx', at: batch.at, content: await writeXlsx(sheets) };
	const title = locale === 'en' ? 'packages' : '档案包';
	return new Response(zipStored([index, ...packages]), {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="packages.zip"; filename*=UTF-8''${encoded(`${title}-${today(batch.at)}.zip`)}`,
			'cache-control': 'no-store'
		}
	});
}
