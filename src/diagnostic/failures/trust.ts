// The registry is not found, or is not the one that answers.
import type { Failure } from './failure.js'
import { A_REGISTRY, TO_A_REGISTRY } from './words.js'

const LOOKED_UP = String.raw`(?: on \S+)?: (?!(?:operation was|context) cancell?ed)`

/** What else than a registry may have a certificate. */
const NO_REGISTRY = /\bkube|:6443\b|unable to connect to the server|\bhelm\b|git(?:hub|lab)\.com|\bproxy\.golang\.org/i

export const TRUST: readonly Failure[] = [
  {
    id: 'tls-intercept',
    signs: [
      { line: /x509: certificate signed by unknown authority/i, not: NO_REGISTRY },
      /x509: .{0,120}certificate is not trusted/i,
      {
        line: /x509: certificate is valid for .{1,200}, not /i,
        also: RegExp(`, not (?:[\\w.-]+\\.)?(?:${A_REGISTRY.source})`, 'i'),
      },
      { line: /PKIX path building failed/i, log: /docker\.(?:io|com)/i },
      {
        line: /self[- ]signed certificate|unable to get local issuer certificate|CERTIFICATE_VERIFY_FAILED/i,
        also: RegExp(`x509|${A_REGISTRY.source}`, 'i'),
      },
    ],
    remedies: ['trust-authority', 'save-load', 'embedded'],
  },
  {
    id: 'dns',
    signs: [
      // Go's words for a name that was looked up in vain, whatever the reason.
      RegExp(
        String.raw`\blookup \S*(?:${A_REGISTRY.source}|cloudfront\.net|cloudflarestorage\.com)\.?${LOOKED_UP}`,
        'i',
      ),
      { line: RegExp(String.raw`\blookup [\w-]+(?:\.[\w-]+)+\.?${LOOKED_UP}`, 'i'), also: TO_A_REGISTRY },
      /\/v2\/"?: failed to lookup host/i,
      {
        line: /could not resolve host|name or service not known|temporary failure in name resolution|ENOTFOUND|EAI_AGAIN|UnknownHostException|nodename nor servname|nom ou service inconnu|chec temporaire dans la r.{1,2}solution|impossible de r.{1,2}soudre|h.{1,2}te inconnu/i,
        also: A_REGISTRY,
      },
    ],
    remedies: ['name-server', 'save-load', 'embedded'],
  },
]
