/**
 * Opens a field that is about several phones: whose key would seal it is not documented, so each is tried.
 * @param open throws when the key of this phone is not the one
 * @throws what `open` threw for the last phone
 */
export async function openWithAnyKey(
  phoneIds: readonly string[],
  open: (phoneId: string) => string | null | Promise<string | null>,
): Promise<string | null> {
  let failure: unknown;
  for (const phoneId of phoneIds) {
    try {
      return await open(phoneId);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
