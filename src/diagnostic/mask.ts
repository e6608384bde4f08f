// Hides what a learner would not paste into a forum: secrets, account names, public addresses, the user's own folder.
// Masking twice changes nothing more, and what it leaves never tells how long the secret was.
import { isIPv4, isIPv6 } from 'node:net'

const HIDDEN = '***'
const ROUNDS = 10

/** Each keeps what says what it was ($1, $2…) and hides the rest. Order counts: whole headers before the tokens in them. */
const SECRETS: [RegExp, string][] = [
  // Headers, as curl, Go and JSON write them.
  [/((?:proxy-)?authorization|x-registry-auth|set-cookie|cookie)(["']?\s*[:=]\s*["']?)[^"'\r\n]+/gi, `$1$2${HIDDEN}`],
  [/(docker-ratelimit-source)(["']?\s*[:=]\s*["']?)[^\s"']+/gi, `$1$2${HIDDEN}`],
  [/\b(bearer)\s+(?!\*)[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\b([Bb]asic)\s+(?=[\w+/]*[\dA-Z=])[\w+/=]{8,}/g, `$1 ${HIDDEN}`],
  [/("auth"\s*:\s*")(?!\*)[^"]+/g, `$1${HIDDEN}`],
  // Docker's own tokens, then any JSON Web Token.
  [/\bdckr_[\w=.+/-]+/gi, `dckr_${HIDDEN}`],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, HIDDEN],
  // https://user:password@host
  [/(?<![a-z\d+.-])([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/@"'<>]{1,500}@/gi, `$1${HIDDEN}@`],
  // "password": "…", DOCKER_TOKEN=…, password: … ; but not « failed to fetch token: unexpected status ».
  [
    /((?:token|passwords?|passwd|secret|signature|api[_-]?key)(?:["']\s*:\s*["']?|["']?\s*=\s*["']?|%3D))(?!\*)[^\s"'&,;}]+/gi,
    `$1${HIDDEN}`,
  ],
  [/((?:password|passwd|secret)\s*:\s*)(?!\*)[^\s"'&,;}]+/gi, `$1${HIDDEN}`],
  [/(token\s*:\s*)(?=[^\s"'&,;}]*\d)(?!\*)[^\s"'&,;}]{16,}/gi, `$1${HIDDEN}`],
  [/\b(?:gh[opsru]_|github_pat_|glpat-|npm_|xox[abp]-|AKIA)[\w-]{12,}/g, HIDDEN],
  [/(\becho\s+["']?)[^\s"'|]+(["']?\s*\|\s*docker login\b)/gi, `$1${HIDDEN}$2`],
  [/(--password[= ]+["']?)(?![-*])[^\s"']+/gi, `$1${HIDDEN}`],
  [/(\blogin\b[^\r\n]{0,200}?\s-p[= ]?["']?)(?![-*])[^\s"']+/gi, `$1${HIDDEN}`],
  [/([?&](?:verify|key-pair-id|x-amz-[\w-]+)=)(?!\*)[^\s"'&]+/gi, `$1${HIDDEN}`],
  // Who: « …rate limit as 'name' », docker info's Username, login -u, the token service's account.
  [/(rate limit as\s+)(?:'[^'\r\n]*'|"[^"\r\n]*"|[^\s:.]+)/gi, `$1'${HIDDEN}'`],
  [/(\b(?:user ?name["']?\s*[:=]|account=)\s*["']?)(?!\*)[^\s"'&,;}]+/gi, `$1${HIDDEN}`],
  // (the blank of a command of ours is nobody's name)
  [/((?:--username[= ]+|\slogin\b[^\r\n]{0,200}?\s-u[= ]?)["']?)(?![-*]|(?:VOTRE|YOUR)_)[^\s"']+/gi, `$1${HIDDEN}`],
  [/(\b(?:logged in as|login as|user) )(?!\*)(?=\S+ (?:\(|is not\b|does not\b))[^\s(]+/gi, `$1${HIDDEN}`],
  // id's and ls's names: uid=1000(name), srw-rw---- 1 name docker.
  [/(\b[ug]id=\d+\()(?!root\b|\*)[^)\s]+(?=\))/g, `$1${HIDDEN}`],
  [/(\bgroups=\d+\()(?!root\b|docker\b|\*)[^)\s]+(?=\))/g, `$1${HIDDEN}`],
  [/^([bcdlps-][rwxsStT-]{9}[.+@]?\s+\d+ )(?!root\b|\*)\S+/gm, `$1${HIDDEN}`],
  [/^([bcdlps-][rwxsStT-]{9}[.+@]?\s+\d+ \S+ )(?!(?:root|docker|staff|wheel)\b|\*)\S+/gm, `$1${HIDDEN}`],
  // [name@machine folder]$, name@machine folder %
  [/(?<![\w.+/-])[\w.+-]+@[\w.-]+(?= [^\s$#%]+\]?\s?[$#%](?:\s|$))/g, `${HIDDEN}@${HIDDEN}`],
  // name@mail.example, and the prompt name@machine:
  [/(?<![\w.+/-])[\w.+-]+@(?!sha\d+:)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi, `${HIDDEN}@${HIDDEN}`],
  [/(?<![\w.+/-])[\w.+-]+@(?!sha\d+:)[\w.-]+(?=:\S*[$#])/gi, `${HIDDEN}@${HIDDEN}`],
  // The user's folder: /home/name, /Users/name, C:\Users\name (spaces allowed there), %2FUsers%2Fname.
  [/(\/(?:home|Users)\/)(?!\*|Shared\b|Public\b)[^/\s"':,;)\]}]+/gi, `$1${HIDDEN}`],
  // \\wsl$\Ubuntu\home\name
  [/(\\home\\)(?!\*)[^\\/\s"':,;)\]}]+/gi, `$1${HIDDEN}`],
  [
    /(\b[a-z]:[\\/]+(?:Users|Utilisateurs)[\\/]+)(?!\*|Public\b)(?:[^\\/\r\n"'<>|:*?]+(?=[\\/])|[^\\/\s"'<>|:*?]+)/gi,
    `$1${HIDDEN}`,
  ],
  [/(%2F(?:home|Users)%2F)(?!\*|Shared\b)[^%\s"'/]+/gi, `$1${HIDDEN}`],
]

const ADDRESS = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)/g
const ADDRESS_6 =
  /(?<![\w:.])(?:(?:[\da-f]{0,4}:){2,7}(?:\d{1,3}\.){3}\d{1,3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,8})(?![\w:]|\.\d)/gi

/** The text without secrets, account names, public addresses and home folders' names. */
export function mask(text: string): string {
  let masked = maskOnce(text)
  // What one secret's mark had swallowed may be the mark of another's.
  for (let round = 1, before = text; before !== masked && round < ROUNDS; round++) {
    before = masked
    masked = maskOnce(masked)
  }
  return masked
}

function maskOnce(text: string): string {
  return SECRETS.reduce((rest, [secret, instead]) => rest.replace(secret, instead), text)
    .replace(ADDRESS_6, (found) => (isIPv6(found) && isPublic6(found) ? HIDDEN : found))
    .replace(ADDRESS, (found) => (isIPv4(found) && isPublic4(found) ? HIDDEN : found))
}

/** Neither this machine, nor a local network, nor a carrier's (RFC 1918, 3927, 5735, 6598), nor multicast. */
function isPublic4(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number)
  if ([0, 10, 127].includes(a) || a >= 224) return false
  return !(
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  )
}

/** Neither `::`, nor `::1`, nor a local network's (RFC 4193, 4291), nor multicast. */
function isPublic6(address: string): boolean {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return isPublic4(mapped)
  return !/^(?:::1?$|f[cdef][\da-f]{2}:|fe[89ab][\da-f]:)/i.test(address)
}
