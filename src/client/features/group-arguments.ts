import { TelepadError } from '../../core/errors.js';
import type { GroupText } from './group.js';

function invalid(what: string): TelepadError {
  return new TelepadError('argument_invalid', `Nothing was sent to the group: ${what}.`);
}

/**
 * The phones of a list that can follow: each once, and not the leading one, which would get everything twice.
 * @throws TelepadError `argument_invalid`
 */
export function followersAmong(
  phoneIds: readonly string[],
  leader: string | undefined,
): readonly string[] {
  if (!Array.isArray(phoneIds) || !phoneIds.every((id) => typeof id === 'string' && id !== ''))
    throw invalid('phoneIds must be a list of phone ids');
  const followers = [...new Set<string>(phoneIds)].filter((phoneId) => phoneId !== leader);
  if (followers.length === 0) throw invalid('name at least one phone besides the leading one');
  return followers;
}

/**
 * Who is to be told which text.
 * @throws TelepadError `argument_invalid`
 */
export function textsByPhone(
  given: GroupText,
  followers: readonly string[],
  leader: string | undefined,
): readonly (readonly [phoneId: string, text: string])[] {
  if (typeof given === 'string') return followers.map((phoneId) => [phoneId, given] as const);
  if (typeof given !== 'object' || given === null)
    throw invalid('give a text, or an object with a text for each phone id');
  const rows = Object.entries(given);
  for (const [phoneId, text] of rows) {
    if (typeof text !== 'string') throw invalid(`the text for ${quoted(phoneId)} is not a string`);
    if (phoneId !== leader && !followers.includes(phoneId))
      throw invalid(`${quoted(phoneId)} is not in the group; see phoneIds and failures`);
  }
  return rows;
}

function quoted(phoneId: string): string {
  return JSON.stringify(phoneId.slice(0, 64));
}
