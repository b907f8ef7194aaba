/** The page's own scheme, which browsers tell; else that of the request itself. */
export function isSecurePage(request: Request): boolean {
  const origin = request.headers.get('origin');
  return /^https?:/.test(origin ?? '') ? /^https:/.test(origin ?? '') : /^https:/.test(request.url);
}
