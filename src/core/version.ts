/** The version of this build of Telepad. */
export const version = '0.1.0';
