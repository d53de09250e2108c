/**
 * The JSON at an address.
 * @throws {Error} where there is none to be had
 */
export async function fetched<T>(url: string): Promise<T> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	return (await response.json()) as T;
}
