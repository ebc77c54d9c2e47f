/** For one page: which of its scripts and styles are ours nobody can foretell. */
export function newNonce(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
