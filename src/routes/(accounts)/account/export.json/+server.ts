import { exportOf } from '#server/accounts/people.ts';
import { own } from '../own.ts';

export async function GET(event) {
	const { person } = own(event);
	return new Response(JSON.stringify(await exportOf(person.id), null, '\t'), {
		headers: {
			'content-type': 'application/json',
			'content-disposition': 'attachment; filename="qidang-account.json"'
		}
	});
}
