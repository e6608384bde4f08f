// Docker's engine is not there, not reached, or not allowed.
import type { Failure } from './failure.js'

export const ENGINE: readonly Failure[] = [
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
      /pipe[\\/]+docker\w*: (?:open )?(?:access is denied|acc.{1,2}s refus)/i,
      /must be (?:in|a member of|added to) the ['"]?docker-users['"]? group/i,
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
      {
        line: /(?:ENOENT|ECONNREFUSED|not found|no such file|does not exist|aucun fichier|introuvable).{0,80}docker(?:\.raw)?\.sock\b/i,
        not: /mount|volume/i,
      },
      {
        line: /docker(?:\.raw)?\.sock\b.{0,80}(?:ENOENT|ECONNREFUSED|not found|no such file|does not exist|aucun fichier|introuvable|connection refused|connexion refus)/i,
        not: /mount|volume/i,
      },
      /docker\.service (?:is masked|failed because|: failed with result)|unable to resolve docker endpoint/i,
      /(?:impossible de|ne peut pas) (?:se connecter|contacter|joindre).{0,40}docker/i,
      /error during connect: (?!.{0,300}(?:lookup|x509))/i,
      /pipe[\\/]+docker\w*: (?:the system cannot find the file|le fichier sp)/i,
      /returned (?:500 )?internal server error for api route/i,
      /dial unix \S{1,200}\.sock: connect: (?:no such file or directory|connection refused)/i,
      /while fetching server API version: \('Connection aborted\.', (?:FileNotFound|ConnectionRefused)Error/i,
      /cannot connect to podman/i,
      /(?:failed to start|error starting) daemon[:,] /i,
      /(?:unable|failed|cannot|can't|couldn't|could not|error)(?: to)? (?:start|starting|run|running|initiali[sz]e|launch)\b.{0,20}\bdocker (?:engine|desktop|daemon|service|machine)\b/i,
      /\bdocker(?: engine| desktop| daemon| machine) (?:is |has |was )?(?:been )?(?:stopped|paused|crashed|exited|unreachable|unavailable|failed|encountered an? unexpected)/i,
      /docker desktop\b.{0,40}(?:terminated abruptly|unexpected wsl error)/i,
      /virtuali[sz]ation\b.{0,80}(?:must be enabled|not (?:detected|enabled))/i,
      /waiting for the docker api|bad response from docker engine|\bcom\.docker\.\w+(?:\.exe)? is not running/i,
      // In whatever language Windows says that there is no such pipe.
      /\bopen \S{0,10}pipe[\\/]+docker\w*: (?!access|acc\S+s refus|zugriff|acceso denegado)\S/i,
      { line: /error trying to connect: (?:connection refused|no such file)/i, also: /docker/i },
      /:237[56]\b.{0,120}(?:refused|timed? ?out|reset by|no route|cannot|unreachable)/i,
      /failed to start docker application container engine|job for docker\.service failed/i,
    ],
    weak: [
      /\b(?:make sure|ensure|check) (?:that )?(?:the )?docker(?: daemon| engine| desktop)? is (?:up and )?running/i,
    ],
    remedies: ['start-docker', 'embedded'],
  },
]
