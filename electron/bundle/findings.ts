/** @file What a check of a bundle can find: the closed list of codes, which others may script against. */

export type BundleCode =
  | 'bundle-missing'
  | 'bundle-zip'
  | 'bundle-zip-compressed'
  | 'bundle-file-special'
  | 'bundle-file-name'
  | 'bundle-file-unlisted'
  | 'bundle-file-missing'
  | 'bundle-file-altered'
  | 'bundle-file-unreadable'
  | 'bundle-manifest'
  | 'bundle-facts'
  | 'bundle-signature'
  | 'bundle-signer'
  | 'bundle-key'
  | 'bundle-checkpoint'
  | 'bundle-entry'
  | 'bundle-entry-proof'
  | 'bundle-entry-signature'
  | 'bundle-member'
  | 'bundle-rule'
  | 'bundle-consistency'
  | 'bundle-timestamp'
  | 'bundle-unrecorded'
  | 'bundle-content';

/** Takes note of one thing. */
export type Note = (code: BundleCode, message: string) => void;
