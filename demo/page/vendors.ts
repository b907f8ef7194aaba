/** The vendors of a broker's list as people call them. */
const names: Readonly<Record<string, string>> = { armcloud: 'ArmCloud', koophone: 'KooPhone' };

export function vendorName(vendor: string): string {
  return names[vendor] ?? vendor;
}

/** Whether the vendor's device API has small pictures of screens; one that is not known is asked, and says it. */
export function mayHavePreviews(vendor: string | null): boolean {
  return vendor !== 'koophone';
}
