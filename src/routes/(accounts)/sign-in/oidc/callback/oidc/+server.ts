import { returnFromIssuer } from '#server/accounts/issuer.ts';

export function GET(event) {
	return returnFromIssuer(event);
}
