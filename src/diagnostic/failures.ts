// The one table of failures: what each says in a log, and what mends it. The most specific first: the first that is
// found anywhere in a log is its cause. `weak` signs are believed only where nothing else is said.
// What such messages look like, and where each was seen: test/diagnostic/data.
import type { RemedyId } from './remedies.js'
import { notFound, type Sign } from './signs.js'
import type { VerdictId } from './verdicts.js'

export interface Failure {
  id: VerdictId
  signs: Sign[]
  weak?: Sign[]
  /** In the order in which they are offered. */
  remedies: RemedyId[]
}

/** A request to Docker Hub, in an error of the engine, containerd or podman. */
const HUB = String.raw`https?:\/\/(?:registry-1|index|auth)\.docker\.io\/[^\s"']{0,400}["']?`
/** The same to any other registry. */
const ELSEWHERE = String.raw`https?:\/\/(?!(?:registry-1|index|auth)\.docker\.io)[\w.:-]+\/(?:v2|token)[^\s"']{0,400}["']?`
const ANY_REGISTRY = String.raw`https?:\/\/[\w.:-]+\/(?:v2|token|registry-v2)[^\s"']{0,400}["']?`
const OTHER_REGISTRIES =
  /\b(?:ghcr\.io|quay\.io|gcr\.io|pkg\.dev|registry\.k8s\.io|mcr\.microsoft\.com|azurecr\.io|aka\.ms\/acr|public\.ecr\.aws|amazonaws\.com|registry\.gitlab\.com|nvcr\.io|lscr\.io)\b/
/** Other programs, built like docker, that complain in the same words. */
const OTHER_PROGRAMS = /\b(?:kubectl|helm|oc|gh|minikube|terraform|flyctl)\b/

/** Compose kills what does not stop within ten seconds. */
const STOPPED_ON_PURPOSE = /gracefully stopping|aborting on container exit/i

const LIMIT: RemedyId[] = ['local-image', 'login', 'embedded', 'wait', 'mirror', 'save-load', 'other-image']

export const FAILURES: readonly Failure[] = [
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
    ],
    remedies: ['local-image', 'try-later', 'login-there', 'embedded', 'other-image'],
  },
  {
    id: 'hub-429-ambiguous',
    signs: [
      RegExp(`${HUB}(?::|,| \\(| returned)? .{0,60}\\b429\\b`, 'i'),
      { line: /\b429\b/, also: /(?<![\w.])docker\.io\// },
      /\b429\b.{0,60}https?:\/\/(?:registry-1|index|auth)\.docker\.io/i,
      /\btoomanyrequests\b|unexpected http status: 429|parsing http 429 response/i,
      { line: /\b429\b/, also: /\bmanifests?\b|\bblobs?\b|image pull|pull(?:ing)? image/i, not: /\bapi\./i },
    ],
    remedies: ['slow-down', ...LIMIT],
  },
  {
    id: 'bad-credentials',
    signs: [
      /incorrect username or password|invalid username\/password|wrong username or password/i,
      /access token (?:is |has )?(?:expired|invalid|insufficient scopes)/i,
      /must log in with a personal access token|email must be verified/i,
      { line: /requested access to the resource is denied/i, log: /the push refers to/i },
    ],
    weak: [
      /unauthorized: authentication required|no basic auth credentials/i,
      RegExp(`unexpected status(?: code)?:?(?: from \\w+ request to)?(?: ${ANY_REGISTRY})?:? 401`, 'i'),
    ],
    remedies: ['logout', 'login'],
  },
  {
    id: 'wsl-integration-off',
    signs: [/could not be found in this WSL ?[12]? distro/i, /(?:activate|enable) the WSL integration/i],
    remedies: ['wsl-integration', 'embedded'],
  },
  {
    id: 'socket-permission',
    signs: [
      /permission denied while trying to connect to the docker/i,
      /dial unix \S{1,200}\.sock: (?:connect: )?permission denied/i,
      /docker\.sock\b.{0,80}(?:permission denied|permission non accord.{1,2}e|EACCES)/i,
      /(?:permission denied|permission non accord.{1,2}e|EACCES).{0,80}docker\.sock\b/i,
      /pipe[\\/]+docker\w*: (?:access is denied|acc.{1,2}s refus)/i,
      // docker-py's words, and so compose v1's.
      /Connection aborted.{0,20}PermissionError\(13/i,
      /error from docker daemon: .{0,40}permission denied/i,
    ],
    remedies: ['docker-group', 'embedded'],
  },
  {
    id: 'daemon-down',
    signs: [
      /cannot connect to the docker daemon|couldn't connect to docker daemon|failed to connect to the docker api/i,
      /\bis (?:the )?docker(?: daemon| engine| desktop)? running/i,
      /docker(?: daemon| engine| desktop| service)? (?:is not|isn't|not|does not (?:seem|appear) to be) (?:running|reachable|started)/i,
      /docker desktop is unable to start|docker-compatible container engine is installed and running/i,
      /(?:unable to|failed to|can(?:'t|not)|could not) (?:connect to|reach|contact|find) (?:a valid |the )?docker (?:daemon|engine|environment|host)/i,
      /TLS-enabled daemon without TLS/i,
      /error during connect: (?!.{0,300}(?:lookup|x509))/i,
      /pipe[\\/]+docker\w*: (?:the system cannot find the file|le fichier sp)/i,
      /returned (?:500 )?internal server error for api route/i,
      /dial unix \S{1,200}\.sock: connect: (?:no such file or directory|connection refused)/i,
      /while fetching server API version: \('Connection aborted\.', (?:FileNotFound|ConnectionRefused)Error/i,
      /cannot connect to podman/i,
      /failed to start docker application container engine|job for docker\.service failed/i,
    ],
    remedies: ['start-docker', 'embedded'],
  },
  {
    id: 'tls-intercept',
    signs: [
      /x509: certificate signed by unknown authority/i,
      /x509: .{0,120}certificate is not trusted/i,
      /x509: certificate is valid for .{1,200}, not (?:[\w.-]+\.)?docker\.(?:io|com)/i,
      { line: /PKIX path building failed/i, log: /docker\.(?:io|com)/i },
      { line: /self[- ]signed certificate|unable to get local issuer certificate/i, also: /docker\.(?:io|com)|x509/i },
    ],
    remedies: ['trust-authority', 'save-load', 'embedded'],
  },
  {
    id: 'dns',
    signs: [
      /lookup [\w-]+(?:\.[\w-]+)+\.?(?: on \S+)?: (?:no such host|server misbehaving|temporary failure|i\/o timeout|read udp|dial udp|getaddrinfow|no address associated|cannot unmarshal dns)/i,
      {
        line: /could not resolve host|name or service not known|temporary failure in name resolution|ENOTFOUND|EAI_AGAIN|nodename nor servname|nom ou service inconnu|chec temporaire dans la r.{1,2}solution|impossible de r.{1,2}soudre|h.{1,2}te inconnu/i,
        also: RegExp(`docker\\.(?:io|com)|${OTHER_REGISTRIES.source}`, 'i'),
      },
    ],
    remedies: ['name-server', 'save-load', 'embedded'],
  },
  {
    id: 'disk-full',
    signs: [
      {
        line: /no space left on device|aucun espace disponible sur le p|(?:not enough|insufficient) (?:free |disk ){0,2}space|espace insuffisant|disk quota exceeded/i,
        not: /inotify|watch|errno=12/i,
      },
    ],
    remedies: ['free-disk', 'embedded'],
  },
  {
    id: 'port-taken',
    signs: [
      /port is already allocated/i,
      /bind(?:\(\))?: (?:address already in use|adresse d.{1,2}j.{1,2} utilis)/i,
      /\bport \d{2,5} (?:is |est )?(?:already |d.{1,2}j.{1,2} )?(?:in use|used|taken|occup|utilis)/i,
      { line: /address already in use|adresse d.{1,2}j.{1,2} utilis/i, also: /:\d{2,5}\b|\bport\b/i },
      /ports are not available/i,
      /forbidden by its access permissions|only one usage of each socket address/i,
      /failed to bind (?:host )?port\b.{0,120}already in use/i,
      /failed to bind to \S{1,80}: (?:address already in use|adresse d)/i,
      /EADDRINUSE/,
    ],
    remedies: ['free-port', 'use-that-kafka', 'embedded'],
  },
  {
    id: 'name-conflict',
    signs: [/name "?[^"\s]{1,120}"? is already (?:in use|used) by/i, /that name is already in use/i],
    remedies: ['remove-container'],
  },
  {
    id: 'oom',
    signs: [
      /insufficient memory for the java runtime|java\.lang\.OutOfMemoryError|os::commit_memory\(/i,
      /\bOOMKilled\b(?!["']?\s*[:=]\s*false)|out of memory: kill|cannot allocate memory|impossible d'allouer/i,
      /container \S{1,200} exited \(137\)/i,
    ],
    weak: [
      {
        line: /^(?:\[?[\w.-]+\]? )?(?:container )?[\w.-]+ exited (?:with code |\()137\)?$/im,
        not: /^(?:process|command|script|task|job|build|step|npm|node|python|make) /i,
        nowhere: STOPPED_ON_PURPOSE,
      },
      {
        line: /\bexit(?:ed)?(?: with)?(?: code| status)?[ :=(]{1,3}137\b/i,
        also: /container|docker|kafka|\bpod\b/i,
        nowhere: STOPPED_ON_PURPOSE,
      },
    ],
    remedies: ['more-memory', 'embedded'],
  },
  {
    id: 'no-such-image',
    signs: [
      /manifest unknown|manifest for \S{1,300} not found|name unknown|repository name not known/i,
      /pull access denied for|repository does not exist or may require/i,
      { line: /requested access to the resource is denied/i, nowhere: /the push refers to/i },
      /(?:^|\s)"?[\w.-]+(?::\d+)?\/[\w./-]+(?:[:@][\w.:-]+)?"?: not found/im,
      /does not exist or no pull access|image \S{1,300} (?:was )?not found/i,
      /invalid reference format/i,
      /no such image: \S/i,
    ],
    remedies: ['default-image', 'other-image', 'embedded'],
  },
  {
    id: 'wrong-platform',
    signs: [
      /no match(?:ing manifest)? for (?:platform|\w+\/\w+)/i,
      /exec format error|operating system does not match/i,
      /image operating system "?\w+"? cannot be used on this platform/i,
      /no image found in (?:image index|manifest list) for architecture/i,
    ],
    weak: [/platform(?: \([\w/]+\))? does not match|does not match the specified platform/i],
    remedies: ['platform', 'other-image', 'embedded'],
  },
  {
    id: 'registry-error',
    signs: [
      /received unexpected http status: 5\d\d/i,
      RegExp(`unexpected status(?: code)?(?: from \\w+ request to)? ${ANY_REGISTRY}: (?:5\\d\\d|403)`, 'i'),
      RegExp(`token: unexpected status(?: from \\w+ request to ${ANY_REGISTRY})?: 5\\d\\d`, 'i'),
      RegExp(`${ANY_REGISTRY}: malformed `, 'i'),
      /error parsing http 5\d\d response|error unmarshalling content: invalid character '<'/i,
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
      /tls handshake timeout|client\.timeout (?:or context cancellation )?exceeded|request canceled while waiting|proxyconnect tcp/i,
      /dial tcp \S{1,80}:\d+: (?:connect: )?(?:i\/o timeout|connection timed out|connection refused|network is unreachable|no route to host|a connection attempt failed|connectex)/i,
      RegExp(
        `${ANY_REGISTRY} ?: (?:context deadline exceeded|dial tcp|net\\/http|read tcp|(?:unexpected )?EOF\\b)`,
        'i',
      ),
      // The words without a number are a proxy's refusal to let the connection through.
      RegExp(
        `${ANY_REGISTRY}: (?:forbidden|bad gateway|service unavailable|gateway timeout|proxy authentication)`,
        'i',
      ),
      /read tcp \S{1,80}->\S{1,80}: (?:read: )?(?:connection reset|i\/o timeout|operation timed out)/i,
      {
        line: /connection (?:timed out|refused|reset)|connexion (?:refus|termin|r.{1,2}initialis)|d.{1,2}lai d'attente|ETIMEDOUT|ECONNREFUSED|ECONNRESET|r.{1,2}seau n'est pas accessible|timed out/i,
        also: /docker\.(?:io|com)\b/i,
      },
    ],
    remedies: ['network', 'save-load', 'embedded'],
  },
  {
    id: 'docker-missing',
    signs: notFound('docker'),
    weak: [/\bdocker(?: engine| desktop)? (?:is not|isn't|n'est pas|could not be|cannot be) (?:install|found|trouv)/i],
    remedies: ['install-docker', 'embedded'],
  },
  {
    id: 'compose-missing',
    signs: [
      /'(?:docker-)?compose' is not a docker command|unknown (?:command: docker|docker command: "?)compose/i,
      /unknown command: docker compose/i,
      /\bdocker[- ]compose (?:is not|isn't|n'est pas|could not be|cannot be) (?:install|found|trouv)/i,
      { line: /unknown shorthand flag: '([dfp])' in -\1/i, nowhere: OTHER_PROGRAMS },
      { line: /unknown flag: --(?:env-file|profile|project-name|project-directory)\b/i, nowhere: OTHER_PROGRAMS },
      /docker-compose:? (?:line )?1: .{0,80}\bnot: (?:command )?not found/i,
      ...notFound('docker-compose'),
    ],
    remedies: ['install-compose', 'embedded'],
  },
  {
    id: 'kafka-not-ready',
    signs: [
      /broker may not be available|timed out waiting for a node assignment|NoBrokersAvailable/i,
      /KafkaJSConnectionError: Connection (?:error: connect ECONNREFUSED|timeout)/,
      /:9092\b.{0,80}(?:connection refused|connexion refus|ECONNREFUSED)|(?:connection refused|connexion refus.{1,3}e|ECONNREFUSED).{0,80}:9092\b/i,
      /\d+\/\d+ brokers are down/i,
      /container \S{0,80}(?:kafka|broker)\S{0,80} is unhealthy/i,
      /(?:kafka|broker)(?:[-_]?\d+){0,2} exited (?:with code |\()(?!0\b|13[07]|143)\d+/i,
      /fatal error during \S{0,40} ?startup/i,
      /bootstrap broker \S{1,200} .{0,80}disconnected|broker transport failure|all broker connections are down|KafkaTimeoutError/i,
      /org\.apache\.kafka\.common\.errors\.TimeoutException/,
      /failed to update metadata after \d+ ms|topic \S{1,250} not present in metadata after/i,
    ],
    remedies: ['wait-for-kafka', 'kafka-logs', 'embedded'],
  },
]

export function failureOf(id: VerdictId): Failure | undefined {
  return FAILURES.find((failure) => failure.id === id)
}
