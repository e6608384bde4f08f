// What mends: each remedy's commands, for each system. Titles and limits are in i18n, `diagnostic:remedies.<id>`.

import { t } from '../i18n/index.js'
import { flag } from '../i18n/names.js'
import { invocation, invocationOf } from '../invocation.js'
import { DEFAULT_KAFKA_IMAGE } from '../office/kafka-image.js'
import { failureOf } from './failures.js'
import { isOnDockerHub, parseImageName } from './image-name.js'
import {
  containerIn,
  lookedUpIn,
  namesOldVolume,
  namesReservedPort,
  namesSetting,
  namesUnknownHost,
  portIn,
  registryIn,
} from './named.js'
import { composePackage, type System } from './system.js'
import type { VerdictId } from './verdicts.js'

export interface Remedy {
  title: string
  /** What it does not do, or what it costs. */
  limit: string
  /** To paste, for this system. */
  commands: string[]
}

/** What is known of this machine, as far as it was seen. */
export interface Circumstances {
  system: System
  /** The image of Kafka asked for. */
  image: string
  /** Other images of Kafka here; undefined when nobody looked. */
  localImages?: string[] | undefined
  /** Kafka's port on this machine; undefined when only a log is known. */
  port?: number | undefined
  /** Whether a Kafka answers there. */
  kafkaOnPort?: boolean | undefined
  /** The line that proves the verdict: a container's name and a port are read from it. */
  evidence: string
}

type Commands = (about: Circumstances) => string[]

const DEFAULT_PORT = 9092
const OTHER_PORT = 9192
const HUB_HOST = 'registry-1.docker.io'
const REGET = 'curl -fsSL https://get.docker.com | sudo sh'
/** https://docs.docker.com/compose/install/linux/#install-the-plugin-manually */
const COMPOSE_BY_HAND = [
  'mkdir -p ~/.docker/cli-plugins && cd ~/.docker/cli-plugins',
  'curl -fsSLo docker-compose https://github.com/docker/compose/releases/latest/download/docker-compose-linux-$(uname -m)',
  'chmod +x docker-compose',
]
const DESKTOP_IN_WSL = '"/mnt/c/Program Files/Docker/Docker/Docker Desktop.exe" &'

const COMMANDS = {
  'local-image': ({ system, localImages }) =>
    localImages?.[0]
      ? withImage(system, localImages[0])
      : [`docker image ls | ${system === 'windows' ? 'Select-String' : 'grep'} kafka`],
  login: ({ system }) => {
    const login = `docker login --username ${t('diagnostic:blanks.name')} --password-stdin`
    const token = t('diagnostic:blanks.token')
    return ['docker login', system === 'windows' ? `Get-Content ${token} | ${login}` : `${login} < ${token}`]
  },
  embedded: () => [invocation()],
  wait: () => [invocation('doctor')],
  mirror: ({ image }) => {
    const { repository, reference } = parseImageName(image)
    const mirrored = `mirror.gcr.io/${repository}:${reference}`
    return [`docker pull ${mirrored}`, `docker tag ${mirrored} ${image}`]
  },
  'save-load': ({ image }) => [`docker save --output kafka.tar ${image}`, 'docker load --input kafka.tar'],
  'other-image': ({ system }) => withImage(system, t('diagnostic:blanks.image')),
  upgrade: () => [],
  'slow-down': () => [invocation('doctor')],
  'try-later': () => [invocation('doctor')],
  'login-there': ({ image, evidence }) => {
    const asked = isOnDockerHub(image) ? undefined : parseImageName(image).registry
    return [`docker login ${registryIn(evidence) ?? asked ?? t('diagnostic:blanks.registry')}`]
  },
  logout: ({ evidence }) => [['docker logout', registryIn(evidence)].filter(Boolean).join(' ')],
  'default-image': ({ system }) => [
    system === 'windows' ? 'Remove-Item Env:KAFKA_IMAGE' : 'unset KAFKA_IMAGE',
    `docker pull ${DEFAULT_KAFKA_IMAGE}`,
  ],
  'install-docker': ({ system }) =>
    ({
      linux: [REGET],
      macos: ['brew install --cask docker-desktop', 'open -a Docker'],
      windows: ['winget install --exact --id Docker.DockerDesktop'],
      wsl: ['winget.exe install --exact --id Docker.DockerDesktop', DESKTOP_IN_WSL],
    })[system],
  'wsl-integration': () => [DESKTOP_IN_WSL],
  'install-compose': ({ system }) => {
    const known = composePackage()
    return {
      linux: known === undefined ? COMPOSE_BY_HAND : [known],
      macos: ['brew install --cask docker-desktop', 'open -a Docker'],
      windows: ['winget upgrade --exact --id Docker.DockerDesktop'],
      wsl: [DESKTOP_IN_WSL],
    }[system]
  },
  'start-docker': ({ system }) =>
    ({
      linux: ['sudo systemctl enable --now docker'],
      macos: ['open -a Docker'],
      windows: ["Start-Process 'C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe'"],
      wsl: [DESKTOP_IN_WSL, 'sudo service docker start'],
    })[system],
  'docker-group': ({ system }) =>
    ({
      linux: ['sudo usermod --append --groups docker "$USER"', 'newgrp docker'],
      wsl: ['sudo usermod --append --groups docker "$USER"', 'newgrp docker'],
      macos: ['docker context use desktop-linux'],
      windows: ['Add-LocalGroupMember -Group docker-users -Member $env:USERNAME'],
    })[system],
  'trust-authority': ({ system }) => {
    const file = t('diagnostic:blanks.authority')
    return {
      linux: [
        `sudo cp ${file} /usr/local/share/ca-certificates/`,
        'sudo update-ca-certificates',
        'sudo systemctl restart docker',
      ],
      macos: [`security add-trusted-cert -d -r trustRoot -k ~/Library/Keychains/login.keychain-db ${file}`],
      windows: [`Import-Certificate -FilePath ${file} -CertStoreLocation Cert:\\LocalMachine\\Root`],
      wsl: [`sudo cp ${file} /usr/local/share/ca-certificates/`, 'sudo update-ca-certificates'],
    }[system]
  },
  'name-server': ({ evidence }) => [`nslookup ${lookedUpIn(evidence) ?? registryIn(evidence) ?? HUB_HOST}`],
  network: ({ system, evidence }) => [
    `${system === 'windows' ? 'curl.exe' : 'curl'} --head https://${registryIn(evidence) ?? HUB_HOST}/v2/`,
  ],
  'free-disk': () => ['docker system df', 'docker system prune'],
  'free-port': ({ system, evidence, port: asked = DEFAULT_PORT }) => {
    const port = portIn(evidence) ?? asked
    const owner = {
      linux: `sudo ss -ltnp 'sport = :${port}'`,
      wsl: `sudo ss -ltnp 'sport = :${port}'`,
      macos: `lsof -nP -iTCP:${port} -sTCP:LISTEN`,
      windows: `Get-Process -Id (Get-NetTCPConnection -LocalPort ${port} -State Listen).OwningProcess`,
    }[system]
    return [`docker ps --filter publish=${port}`, owner]
  },
  'use-that-kafka': ({ port = DEFAULT_PORT }) => [invocationOf(flag('office'), `localhost:${port}`)],
  'reserved-port': ({ system }) => [
    `${system === 'wsl' ? 'netsh.exe' : 'netsh'} interface ipv4 show excludedportrange protocol=tcp`,
  ],
  'other-port': ({ system }) => withVariable(system, 'KAFKA_PORT', String(OTHER_PORT)),
  'remove-container': ({ evidence }) => {
    const name = containerIn(evidence) ?? 'kafka'
    return [`docker ps --all --filter name=${name}`, `docker rename ${name} ${name}-old`]
  },
  'more-memory': () => ['docker info --format "{{.MemTotal}}"', 'docker stats --no-stream'],
  platform: ({ system, image }) => [
    `docker pull --platform linux/amd64 ${image}`,
    ...(system === 'windows' ? ["& 'C:\\Program Files\\Docker\\Docker\\DockerCli.exe' -SwitchLinuxEngine"] : []),
  ],
  'old-volume': () => ['docker volume ls --filter name=kafka'],
  'kafka-settings': () => [start()],
  'kafka-address': () => ['docker compose exec kafka printenv KAFKA_ADVERTISED_LISTENERS'],
  'wait-for-kafka': () => [invocation('doctor', flag('try'))],
  'kafka-logs': () => ['docker ps --all --filter name=kafka', 'docker compose logs --tail 50 kafka'],
  try: () => [invocation('doctor', flag('try'))],
  ask: () => [invocation('doctor', flag('report'), t('diagnostic:report.file'))],
} satisfies Record<string, Commands>

export type RemedyId = keyof typeof COMMANDS

export const REMEDY_IDS = Object.keys(COMMANDS) as RemedyId[]

/** What does not mend, though it is often advised; the reasons are in i18n, `diagnostic:notRemedies.<id>`. */
const NOT_REMEDIES = ['ecr-public', 'bitnami']
const ABOUT_IMAGES: VerdictId[] = [
  'hub-limit-anon',
  'hub-limit-auth',
  'hub-limit',
  'hub-429-ambiguous',
  'hub-abuse',
  'no-such-image',
]

/** What mends this, the best first, for this machine; nothing for `ok`. */
export function remediesFor(verdict: VerdictId, about: Circumstances): Remedy[] {
  if (verdict === 'ok') return []
  const ids: RemedyId[] = failureOf(verdict)?.remedies ?? ['try', 'ask', 'embedded']
  return ids
    .filter((id) => isPossible(id, about) && (verdict !== 'bad-credentials' || isOfItsRegistry(id, about)))
    .map((id) => ({
      title: t(`diagnostic:remedies.${id}.title`),
      limit: t(`diagnostic:remedies.${id}.limit`),
      commands: (COMMANDS[id] as Commands)(about),
    }))
}

/** What is no remedy, and why: sentences. */
export function notRemediesFor(verdict: VerdictId): string[] {
  return ABOUT_IMAGES.includes(verdict) ? NOT_REMEDIES.map((id) => t(`diagnostic:notRemedies.${id}`)) : []
}

function isPossible(id: RemedyId, about: Circumstances): boolean {
  const { system, image, localImages, kafkaOnPort, port = DEFAULT_PORT, evidence } = about
  if (id === 'local-image') return localImages?.length !== 0
  if (id === 'use-that-kafka') return kafkaOnPort === true
  if (id === 'mirror') return isOnDockerHub(image)
  if (id === 'other-port') return Number(portIn(evidence) ?? port) === port
  if (id === 'reserved-port') return namesReservedPort(evidence) && (system === 'windows' || system === 'wsl')
  if (id === 'old-volume') return namesOldVolume(evidence)
  if (id === 'kafka-settings') return namesSetting(evidence) && !namesOldVolume(evidence)
  if (id === 'kafka-address') return namesUnknownHost(evidence)
  // Time mends neither.
  if (id === 'wait-for-kafka') return !namesOldVolume(evidence) && !namesSetting(evidence)
  return true
}

/** An account of one registry is nothing to another. */
function isOfItsRegistry(id: RemedyId, { evidence }: Circumstances): boolean {
  const elsewhere = registryIn(evidence) !== undefined
  return id === 'login' ? !elsewhere : id === 'login-there' ? elsewhere : true
}

function withImage(system: System, image: string): string[] {
  return withVariable(system, 'KAFKA_IMAGE', image)
}

function withVariable(system: System, name: string, value: string): string[] {
  return system === 'windows' ? [`$env:${name} = '${value}'`, start()] : [`${name}=${value} ${start()}`]
}

function start(): string {
  return invocation('start', flag('office'), 'docker')
}
