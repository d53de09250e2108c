/** With whatever somebody handed in: it runs nowhere, is taken for nothing else and stays with who asked. */
export const evidenceHeaders = {
	'cache-control': 'private, no-store',
	'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
	'cross-origin-resource-policy': 'same-origin',
	'x-content-type-options': 'nosniff'
};
