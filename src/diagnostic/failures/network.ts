// The registry answers wrongly, or not at all.
import type { Failure } from './failure.js'
import { ANY_REGISTRY, TO_A_REGISTRY } from './words.js'

/** A log about images, whatever its lines say. */
const ABOUT_IMAGES = RegExp(`docker|podman|containerd|buildkit|${TO_A_REGISTRY.source}`, 'i')

/** Go's words for a connection that was not made. */
const UNREACHED = String.raw`(?:connect: )?(?:i\/o timeout|connection timed out|connection refused|network is unreachable|no route to host|a connection attempt failed|connectex)`

export const NETWORK: readonly Failure[] = [
  {
    id: 'registry-error',
    signs: [
      /export control regulations|status:? (?:403|5\d\d) while fetching/i,
      /received unexpected http status: 5\d\d/i,
      RegExp(`unexpected status(?: code)?(?: from \\w+ request to)? ${ANY_REGISTRY}: (?:5\\d\\d|403)`, 'i'),
      RegExp(`token: unexpected status(?: from \\w+ request to ${ANY_REGISTRY})?: 5\\d\\d`, 'i'),
      RegExp(`${ANY_REGISTRY}: malformed `, 'i'),
      /unexpected status(?: code)?:? 5\d\d\b|(?:trust server|registry)\b.{0,60}: 5\d\d\b/i,
      /error parsing http \d{3} response|error unmarshalling content: invalid character '<'/i,
      {
        line: /\b50[0234] (?:internal server error|bad gateway|service unavailable|gateway time-?out)/i,
        also: /docker\.(?:io|com)|\bmanifests?\b|\bblobs?\b|registry|\bpull/i,
      },
    ],
    remedies: ['try-later', 'save-load', 'embedded'],
  },
  {
    id: 'net-timeout',
    signs: [
      {
        line: /tls handshake timeout|client\.timeout (?:or context cancellation )?exceeded|request canceled while waiting/i,
        log: ABOUT_IMAGES,
      },
      /proxyconnect tcp/i,
      RegExp(String.raw`dial tcp \S{1,80}:(?:443|80): ${UNREACHED}`, 'i'),
      { line: RegExp(String.raw`dial tcp \S{1,80}:\d+: ${UNREACHED}`, 'i'), also: TO_A_REGISTRY },
      RegExp(
        `${ANY_REGISTRY} ?: (?:context deadline exceeded|dial tcp|net\\/http|read tcp|(?:unexpected )?EOF\\b)`,
        'i',
      ),
      // The words without a number are a proxy's refusal to let the connection through.
      RegExp(
        `${ANY_REGISTRY}: (?:forbidden|bad gateway|service unavailable|gateway timeout|proxy authentication)`,
        'i',
      ),
      /(?:download failed after attempts=\d+|error pulling image configuration|failed to copy|failed to register layer|short read|storing blob\b.{0,80}): .{0,200}(?:\bEOF\b|connection reset|closed network connection|connection lost|GOAWAY|INTERNAL_ERROR|timed? ?out)/i,
      /(?:wsarecv|wsasend|connectex): |not reach any registry|status:? 0 while fetching/i,
      {
        line: /^(?:error: )?(?:unexpected )?EOF$/im,
        log: /pull complete|pulling (?:from|fs layer)|download complete/i,
      },
      {
        line: /read tcp \S{1,80}->\S{1,80}: (?:read: )?(?:connection reset|i\/o timeout|operation timed out)/i,
        log: ABOUT_IMAGES,
      },
      {
        line: /connection (?:timed out|refused|reset)|connexion (?:refus|termin|r.{1,2}initialis)|d.{1,2}lai d'attente|ETIMEDOUT|ECONNREFUSED|ECONNRESET|r.{1,2}seau n'est pas accessible|timed out/i,
        also: /docker\.(?:io|com)\b/i,
      },
    ],
    // Go's words for a request that had no answer at all, whatever the reason.
    weak: [
      {
        line: RegExp(
          `\\b(?:get|head|post) "?(?:https?:\\/\\/(?:[\\w-]+\\.)*docker\\.(?:io|com)\\/?[^\\s"']{0,600}"?|${ANY_REGISTRY}) ?: \\S`,
          'i',
        ),
        not: /x509|certificate|unauthorized|denied|unknown|not found|invalid|\b[45]\d\d\b|toomanyrequests|cancell?ed$/i,
      },
    ],
    remedies: ['network', 'save-load', 'embedded'],
  },
]
