import { returnFromIssuer } from '#server/accounts/issuer.ts';

export function GET({ request }) {
	return returnFromIssuer(request);
}
