// What registries refuse: too many requests, or who asks.
import type { RemedyId } from '../remedies.js'
import type { Failure } from './failure.js'
import { ANY_REGISTRY, OTHER_REGISTRIES } from './words.js'

/** A request to Docker Hub, in an error of the engine, containerd or podman. */
const HUB = String.raw`https?:\/\/(?:registry-1|index|auth)\.docker\.io\/[^\s"']{0,400}["']?`

/** The same to any other registry. */
const ELSEWHERE = String.raw`https?:\/\/(?!(?:registry-1|index|auth)\.docker\.io)[\w.:-]+\/(?:v2|token)[^\s"']{0,400}["']?`

/** An image's name with its registry before it, other than Docker Hub's. */
const NAMED_ELSEWHERE =
  /(?<![\w./-])(?:docker:\/\/)?(?!(?:[\w-]+\.)*docker\.(?:io|com)\/)[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?\/[a-z\d][\w./-]*(?::[\w.-]+|@sha256)/

const LIMIT: RemedyId[] = ['local-image', 'login', 'embedded', 'wait', 'mirror', 'save-load', 'other-image']

export const LIMITS: readonly Failure[] = [
  {
    id: 'hub-limit-auth',
    signs: [/reached your pull rate limit as /i],
    remedies: ['local-image', 'embedded', 'wait', 'mirror', 'save-load', 'other-image', 'upgrade'],
  },
  {
    id: 'hub-abuse',
    signs: [/\bHAP429\b/],
    remedies: ['local-image', 'slow-down', 'embedded', 'save-load', 'other-image'],
  },
  { id: 'hub-limit-anon', signs: [/reached your unauthenticated pull rate limit/i], remedies: LIMIT },
  {
    id: 'hub-limit',
    signs: [/reached your pull rate limit/i, /docker\.com\/\S{0,60}(?:download|increase)-rate-limit/i],
    weak: [/\bpull rate limit/i],
    remedies: LIMIT,
  },
  {
    id: 'other-registry-limit',
    signs: [
      /toomanyrequests: (?:rate exceeded|data limit exceeded)/i,
      /retry-after: \S{1,30}, allowed: \d+\/\w+|quota exceeded for quota metric/i,
      RegExp(`${ELSEWHERE}:? .{0,60}(?:\\b429\\b|toomanyrequests)`, 'i'),
      { line: /toomanyrequests|too many requests|status 429/i, also: OTHER_REGISTRIES, not: /docker\.io\// },
      { line: /toomanyrequests/i, also: NAMED_ELSEWHERE, not: /docker\.io\// },
      { line: /\bThrottlingException\b/, also: OTHER_REGISTRIES },
    ],
    remedies: ['local-image', 'try-later', 'login-there', 'embedded', 'other-image'],
  },
  {
    id: 'hub-429-ambiguous',
    signs: [
      RegExp(`${HUB}(?::|,| \\(| returned)? .{0,60}\\b429\\b`, 'i'),
      { line: /\b429\b/, also: /(?<![\w.])docker\.io\// },
      /\b429\b.{0,60}https?:\/\/(?:registry-1|index|auth)\.docker\.io/i,
      { line: /\btoomanyrequests\b/i, not: /login attempts/i },
      /unexpected http status: 429|token: unexpected status(?: code)?: 429|parsing http 429 response/i,
      { line: /\b429\b/, also: /\bmanifests?\b|\bblobs?\b|image pull|pull(?:ing)? image/i, not: /\bapi\./i },
    ],
    remedies: ['slow-down', ...LIMIT],
  },
  {
    id: 'bad-credentials',
    signs: [
      /(?:incorrect|invalid|wrong|bad) (?:username|user ?name|login|email)(?: ?\/ ?| or )(?:password|token)/i,
      /(?:access|authorization|auth) token (?:is |has )?(?:expired|invalid|insufficient scopes)/i,
      /HTTP Basic: Access denied|login attempt to https?:\/\/\S{1,200} failed with status: 401/i,
      /failed login attempts|(?:error|failed) (?:to )?(?:sav|stor)(?:e|ing) credentials/i,
      /must log in with a personal access token|email must be verified/i,
      { line: /requested access to the resource is denied/i, log: /the push refers to/i },
    ],
    weak: [
      /unauthorized: authentication required|no basic auth credentials|please log ?in prior to/i,
      RegExp(`${ANY_REGISTRY}: (?:unauthorized|denied)\\b`, 'i'),
      /\b(?:daemon|registry): denied$/im,
      RegExp(`unexpected status(?: code)?:?(?: from \\w+ request to)?(?: ${ANY_REGISTRY})?:? 401`, 'i'),
    ],
    remedies: ['logout', 'login', 'login-there'],
  },
]
