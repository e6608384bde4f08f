// What this machine lacks, or has already: room, ports, names, memory.
import type { Failure } from './failure.js'

/** A file that programs of one machine speak through, not a port. */
const A_SOCKET_FILE = /listen unix|unix:\/|\.sock\b/i

/** Compose kills what does not stop within ten seconds. */
const STOPPED_ON_PURPOSE = /gracefully stopping|aborting on container exit/i

export const MACHINE: readonly Failure[] = [
  {
    id: 'disk-full',
    signs: [
      {
        line: /no space left on device|aucun espace disponible sur le p|(?:not enough|insufficient) (?:free |disk ){0,2}space|(?:espace (?:disque )?insuffisant|pas assez d'espace)|disk quota exceeded|\bdisk (?:is )?full\b|(?:low|out of|no free) disk space|disk space\b.{0,80}(?:less than|too low|exhausted)|\bENOSPC\b/i,
        not: /inotify|watch|errno=12/i,
      },
    ],
    remedies: ['free-disk', 'embedded'],
  },
  {
    id: 'port-taken',
    signs: [
      /port is already allocated/i,
      { line: /bind(?:\(\))?: (?:address already in use|adresse d.{1,2}j.{1,2} utilis)/i, not: A_SOCKET_FILE },
      /\bport \d{2,5} (?:is |est )?(?:already |d.{1,2}j.{1,2} )?(?:in use|used|taken|occup|utilis)/i,
      {
        line: /address (?:is )?already in use|adresse d.{1,2}j.{1,2} utilis/i,
        also: /:\d{2,5}\b|\bport\b|BindException|userland proxy/i,
        not: A_SOCKET_FILE,
      },
      /ports are not available/i,
      /forbidden by its access permissions|only one usage of each socket address/i,
      /interdite par ses autorisations d'acc|seule utilisation de chaque adresse de socket/i,
      /\bport \S{0,20}\d{2,5}\W? (?:is |are )?(?:already |currently )?(?:being |in )?(?:use|used|bound|allocated|taken|listening)\b/i,
      /failed to bind (?:host )?port\b.{0,120}already in use/i,
      /failed to bind to \S{1,80}: (?:address already in use|adresse d)/i,
      /EADDRINUSE/,
    ],
    remedies: ['reserved-port', 'free-port', 'use-that-kafka', 'other-port', 'embedded'],
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
      /\bOOMKilled\b(?!["']?\s*[:=]\s*false)|out of memory: kill|cannot allocate memory|could not reserve enough space for|impossible d'allouer/i,
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
]
