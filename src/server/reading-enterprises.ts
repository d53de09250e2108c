import { openEnterprise, type Enterprise } from './enterprises.ts';
import type { Acting } from './member.ts';
import { problems } from './problems.ts';

/**
 * The enterprise of an address, for who may see its file: who makes organisations sees its name alone.
 * @throws the problem, where they see none
 */
export async function readEnterprise({ may, member }: Acting, id: string): Promise<Enterprise> {
	const found = may('file.read') ? await openEnterprise(member, id) : undefined;
	return found ?? problems.noSuchEnterprise();
}
