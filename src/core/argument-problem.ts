/** What Node's `parseArgs` holds against a command line, without the advice that it adds after the first sentence. */
export function argumentProblem(error: unknown): string {
  const [sentence] = String((error as Error).message).split('. ');
  return `${sentence?.replace(/\.$/, '')}.`;
}
