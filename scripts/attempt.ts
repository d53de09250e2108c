import { Failure } from './command.mjs';
import { step } from './step.mjs';

/** Does a step whose failure does not keep the next from being done; says whether it went well. */
export async function attempt(title: string, work: () => Promise<unknown>): Promise<boolean> {
	try {
		await step(title, work);
		return true;
	} catch (error) {
		console.log(error instanceof Failure ? error.message : error);
		return false;
	}
}
