// Docker, or its compose, is not installed.

import { notFound } from '../signs.js'
import type { Failure } from './failure.js'

/** Other programs, built like docker, that complain in the same words. */
const OTHER_PROGRAMS = /\b(?:kubectl|helm|oc|gh|minikube|terraform|flyctl)\b/

export const MISSING: readonly Failure[] = [
  {
    id: 'docker-missing',
    signs: [
      ...notFound('docker'),
      /Unit docker\.service (?:not found|could not be found)|docker: unrecognized service/i,
    ],
    weak: [
      /\bmake sure (?:that )?docker is installed/i,
      /\bdocker(?: engine| desktop)? (?:is not|isn't|n'est pas|could not be|cannot be) (?:install|found|trouv)/i,
    ],
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
      // compose v1 under a Python too new for it
      { line: /ModuleNotFoundError|ImportError|DistributionNotFound/, log: /bin\/docker-compose\b/ },
      /The 'docker-compose\S{0,20}' distribution was not found/i,
      ...notFound('docker-compose'),
    ],
    remedies: ['install-compose', 'embedded'],
  },
]
