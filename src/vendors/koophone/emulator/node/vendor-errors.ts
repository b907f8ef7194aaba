/** The service's own numbers, with the HTTP status of its general error table (fact sheet 5). */
const errors: Readonly<Record<string, readonly [status: number, message: string]>> = {
  '0000': [200, 'The tenant does not exist.'],
  '0001': [200, 'The header x-tenant-id is missing.'],
  '0002': [200, 'The header x-request-id is missing.'],
  '0003': [400, 'The header x-request-id is invalid.'],
  '0004': [200, 'The project does not exist.'],
  '0005': [200, 'A header is missing.'],
  1000: [400, 'A parameter has a wrong type or is out of range.'],
  1001: [401, 'No permission on this instance.'],
  1002: [400, 'The instances are of different regions.'],
  1003: [401, 'The tenant is not on the list of this API.'],
  1004: [200, 'The service is not subscribed.'],
  1005: [400, 'A combination of network and codec is missing.'],
  1012: [200, 'The instance is not of this tenant.'],
  1323: [400, 'The task does not exist.'],
  2001: [200, 'The cloud application does not exist.'],
  2002: [200, 'The cloud application is not authorised.'],
  2003: [200, 'No instance is idle.'],
  2004: [200, 'The instance is frozen.'],
  2005: [200, 'The instance is being restored.'],
  2006: [200, 'The instance is being backed up.'],
  2209: [200, 'There is no device to allocate.'],
  2210: [400, 'The user is not bound to the instance.'],
  3001: [400, 'Instance and bandwidth specifications do not match.'],
  3002: [200, 'There is no such specification or region.'],
  3003: [200, 'The operating system is missing.'],
  3006: [200, 'The order is wrong.'],
  3007: [200, 'The period is out of range.'],
  3008: [200, 'fast_install must be 0 or 1.'],
  3009: [200, 'The phone id was not found.'],
  4001: [200, 'The instance does not exist.'],
  40010: [200, 'Out of stock.'],
  4999: [400, 'A third-party API failed.'],
  5001: [400, 'Instances on demand cannot be deleted.'],
  5002: [400, 'A time has a wrong format.'],
  5004: [400, 'The end is before the start.'],
  5005: [400, 'Not all instances are running.'],
  6000: [400, 'A request parameter is invalid.'],
  6001: [401, 'The identity check failed.'],
  6002: [403, 'There is no licence.'],
  62005: [200, 'The package exists.'],
  62006: [200, 'The size of the package is no number or too large.'],
  62010: [200, 'The instance is abnormal.'],
  62015: [200, 'The package is larger than 2 GB.'],
  62016: [200, 'The packages of the tenant are larger than 1 TB.'],
  62017: [200, 'The download failed.'],
  62019: [200, 'The installation failed.'],
  62020: [200, 'The version conflicts.'],
  62021: [200, 'There is no space left.'],
  9000: [500, 'Decryption failed.'],
  9001: [200, 'The cache returned nothing.'],
  9002: [500, 'The lock was not obtained.'],
  9003: [500, 'A third-party API failed.'],
  9999: [500, 'Unknown error.'],
};

export interface VendorError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** @param code without its family; numbers below 1000 get their leading zeros */
export function vendorError(code: string | number): VendorError {
  const text = String(code).padStart(4, '0');
  const [status, message] = errors[text] ?? [200, `Error ${text}.`];
  return { code: text, status, message };
}
