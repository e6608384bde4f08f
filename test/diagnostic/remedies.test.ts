// What is offered to mend each cause, on each system: in the design's order, pasteable as it stands, and nothing false.
import { execFileSync } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'
import { failureOf } from '../../src/diagnostic/failures.js'
import { isOnDockerHub, parseImageName } from '../../src/diagnostic/image-name.js'
import { type Circumstances, notRemediesFor, remediesFor } from '../../src/diagnostic/remedies.js'
import { composePackage, type System, thisSystem } from '../../src/diagnostic/system.js'
import { VERDICTS } from '../../src/diagnostic/verdicts.js'
import { setLanguage } from '../../src/i18n/index.js'

const SYSTEMS: System[] = ['linux', 'macos', 'windows', 'wsl']
const IMAGE = 'confluentinc/cp-kafka:8.3.0'

afterEach(() => setLanguage('fr'))

function about(more: Partial<Circumstances> = {}): Circumstances {
  return { system: 'linux', image: IMAGE, evidence: '', ...more }
}

const commandsOf = (...args: Parameters<typeof remediesFor>) => remediesFor(...args).map(({ commands }) => commands)

describe('the remedies of the limit', () => {
  it('come in the design’s order', () => {
    expect(failureOf('hub-limit-anon')?.remedies).toEqual([
      ...['local-image', 'login', 'embedded', 'wait', 'mirror', 'save-load', 'other-image'],
    ])
    expect(commandsOf('hub-limit-anon', about()).map(([first]) => first)).toEqual([
      'docker image ls | grep kafka',
      'docker login',
      'npm start',
      'npm start -- diagnostic',
      `docker pull mirror.gcr.io/${IMAGE}`,
      `docker save --output kafka.tar ${IMAGE}`,
      'KAFKA_IMAGE=registre.example/kafka:4 npm run demarrer -- --bureau docker',
    ])
  })

  it('name the image that is here, or leave it out when there is none', () => {
    const [spare] = commandsOf('hub-limit', about({ localImages: ['apache/kafka:4.3.1'] }))
    expect(spare).toEqual(['KAFKA_IMAGE=apache/kafka:4.3.1 npm run demarrer -- --bureau docker'])
    expect(commandsOf('hub-limit', about({ localImages: [] }))[0]).toContain('docker login')
  })

  it('do not send who is signed in to sign in again', () => {
    expect(commandsOf('hub-limit-auth', about()).flat()).not.toContain('docker login')
  })

  it('do not offer a mirror of Docker Hub for another registry’s image', () => {
    expect(
      commandsOf('hub-limit', about({ image: 'ghcr.io/x/kafka:1' }))
        .flat()
        .join(),
    ).not.toContain('mirror.gcr.io')
  })

  it('say what is no remedy, and why', () => {
    expect(notRemediesFor('hub-limit-anon').join()).toMatch(/public\.ecr\.aws\/docker\/library.*bitnami\/kafka/)
    expect(notRemediesFor('dns')).toEqual([])
  })
})

describe('every cause', () => {
  const broken = VERDICTS.filter((id) => id !== 'ok')

  it.each(broken)('%s has a remedy on every system, each with its title and its limit', (id) => {
    for (const system of SYSTEMS) {
      const remedies = remediesFor(id, about({ system }))
      expect(remedies.length).toBeGreaterThan(0)
      for (const { title, limit } of remedies) expect([title, limit]).not.toContain('')
    }
  })

  it('leaves the course open: the embedded office, wherever Docker is what fails', () => {
    const without = broken.filter((id) => !commandsOf(id, about()).flat().includes('npm start'))
    expect(without).toEqual(['bad-credentials', 'name-conflict'])
  })

  it('is mended by nothing when all is well', () => {
    expect(remediesFor('ok', about())).toEqual([])
  })
})

describe('the commands', () => {
  const all = (language: 'fr' | 'en', system: System) => {
    setLanguage(language)
    return VERDICTS.flatMap((id) => commandsOf(id, about({ system })).flat())
  }

  it.each(['fr', 'en'] as const)('have no space that a shell does not know, in %s', (language) => {
    const wrong = SYSTEMS.flatMap((system) => all(language, system)).filter((line) =>
      /[\u00a0\u202f‘’“”«»…]/.test(line),
    )
    expect(wrong).toEqual([])
  })

  it.each(['linux', 'macos', 'wsl'] as const)('are read by a POSIX shell as they stand, on %s', (system) => {
    for (const line of new Set(all('fr', system))) {
      expect(() => execFileSync('sh', ['-n', '-c', line], { stdio: 'pipe' }), line).not.toThrow()
    }
  })

  it('on Windows are PowerShell’s: no sudo, no redirected input, no VARIABLE=value before a command', () => {
    const wrong = all('fr', 'windows').filter((line) => /\bsudo\b| < |^[A-Z_]+=|\bgrep\b|^export /.test(line))
    expect(wrong).toEqual([])
    expect(all('fr', 'windows')).toContain('Get-Content jeton.txt | docker login --username VOTRE_NOM --password-stdin')
  })

  it('never delete what the learner has not seen', () => {
    const dangerous = SYSTEMS.flatMap((system) => all('en', system)).filter((line) =>
      /\brm\b|\brmi\b|prune.*(?:-f|--force|-a|--all|--volumes)|system reset/.test(line),
    )
    expect(dangerous).toEqual([])
  })

  it('speak of the port and the container that the message names', () => {
    const bind = 'Bind for 0.0.0.0:8080 failed: port is already allocated'
    expect(
      commandsOf('port-taken', about({ evidence: bind }))
        .flat()
        .join(),
    ).toMatch(/publish=8080.*:8080/)
    expect(commandsOf('port-taken', about()).flat().join()).toContain('publish=9092')
    const conflict = 'Conflict. The container name "/kafka-1" is already in use by container "5061c0986abd".'
    expect(commandsOf('name-conflict', about({ evidence: conflict })).flat()).toContain(
      'docker rename kafka-1 kafka-1-old',
    )
  })

  it('speak of the registry that refused, and to no other', () => {
    const refused = 'Head "https://ghcr.io/v2/acme/kafka/manifests/latest": denied: denied'
    expect(commandsOf('bad-credentials', about({ evidence: refused })).flat()).toEqual([
      'docker logout ghcr.io',
      'docker login ghcr.io',
    ])
    const limited = 'failed to pull ghcr.io/acme/kafka:4: toomanyrequests: retry-after: 880µs, allowed: 44000/minute'
    expect(commandsOf('other-registry-limit', about({ evidence: limited })).flat()).toContain('docker login ghcr.io')
    const hub = 'Head "https://registry-1.docker.io/v2/acme/kafka/manifests/4": unauthorized: incorrect username'
    expect(commandsOf('bad-credentials', about({ evidence: hub })).flat()).toContain('docker logout')
    expect(
      commandsOf('bad-credentials', about({ evidence: hub }))
        .flat()
        .join(),
    ).toContain('docker login --username')
  })

  it('look for the name that was looked up', () => {
    const evidence = 'dial tcp: lookup registry.example.org on 192.168.65.1:53: no such host'
    expect(commandsOf('dns', about({ evidence })).flat()).toContain('nslookup registry.example.org')
    expect(commandsOf('dns', about()).flat()).toContain('nslookup registry-1.docker.io')
  })

  it('look at the ports that Windows keeps, on Windows, where it says so', () => {
    const evidence =
      'listen tcp 0.0.0.0:9092: bind: An attempt was made to access a socket in a way forbidden by its access permissions.'
    const first = (system: System, said = evidence) =>
      commandsOf('port-taken', about({ system, evidence: said }))[0]?.[0]
    expect(first('windows')).toBe('netsh interface ipv4 show excludedportrange protocol=tcp')
    expect(first('wsl')).toBe('netsh.exe interface ipv4 show excludedportrange protocol=tcp')
    expect(first('linux')).toBe('docker ps --filter publish=9092')
    expect(first('windows', 'Bind for 0.0.0.0:9092 failed: port is already allocated')).toMatch(/^docker ps/)
  })

  it.each([
    ['what another Kafka left', 'kafka.common.InconsistentClusterIdException: The Cluster ID a', /volume ls/, false],
    [
      'a setting refused',
      'requirement failed: advertised.listeners cannot use the nonroutable 0.0.0.0',
      /docker$/,
      false,
    ],
    ['a name unknown here', 'Error connecting to node kafka:9092: UnknownHostException: kafka', /ADVERTISED/, true],
    ['nothing more', 'Broker may not be available.', /diagnostic/, true],
  ])('for a Kafka that does not answer begin with %s', (_, evidence, first, wait) => {
    const commands = commandsOf('kafka-not-ready', about({ evidence }))
    expect(commands[0]?.[0]).toMatch(first)
    expect(commands.flat().join('\n').includes('--essai')).toBe(wait)
  })

  it('use a Kafka that is already there only where one was seen', () => {
    const offer = (kafkaOnPort: boolean) => commandsOf('port-taken', about({ kafkaOnPort })).flat().join()
    expect([offer(true).includes('localhost:9092'), offer(false).includes('localhost:9092')]).toEqual([true, false])
  })

  it('are English in English', () => {
    expect(all('en', 'linux').join('\n')).not.toMatch(/--bureau|--essai|--rapport|VOTRE|jeton/)
  })
})

describe('the system', () => {
  it.each([
    ['linux', 'linux', '6.1.0-13-amd64'],
    ['wsl', 'linux', '5.15.153.1-microsoft-standard-WSL2'],
    ['macos', 'darwin', '23.4.0'],
    ['windows', 'win32', '10.0.22631'],
  ] as const)('is %s on %s %s', (system, platform, kernel) => {
    expect(thisSystem(platform, kernel)).toBe(system)
  })

  it.each([
    ['ID=debian', 'sudo apt-get install docker-compose'],
    ['ID=ubuntu\nID_LIKE=debian', 'sudo apt-get install docker-compose-v2'],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"', 'sudo apt-get install docker-compose-v2'],
    ['ID="rhel"\nID_LIKE="fedora"', 'sudo dnf install docker-compose'],
    ['ID=nixos', undefined],
    ['', undefined],
  ])('that says %j installs compose by %j', (osRelease, command) => {
    expect(composePackage(osRelease)).toBe(command)
  })
})

describe('an image’s name', () => {
  it.each([
    ['confluentinc/cp-kafka:8.3.0', { registry: 'docker.io', repository: 'confluentinc/cp-kafka', reference: '8.3.0' }],
    ['alpine', { registry: 'docker.io', repository: 'library/alpine', reference: 'latest' }],
    ['docker.io/apache/kafka', { registry: 'docker.io', repository: 'apache/kafka', reference: 'latest' }],
    ['index.docker.io/apache/kafka:4', { registry: 'docker.io', repository: 'apache/kafka', reference: '4' }],
    ['ghcr.io/x/y/kafka:1', { registry: 'ghcr.io', repository: 'x/y/kafka', reference: '1' }],
    ['127.0.0.1:5000/kafka:1', { registry: '127.0.0.1:5000', repository: 'kafka', reference: '1' }],
    ['localhost/kafka', { registry: 'localhost', repository: 'kafka', reference: 'latest' }],
    ['a/b@sha256:00ff', { registry: 'docker.io', repository: 'a/b', reference: 'sha256:00ff' }],
    ['a/b:1@sha256:00ff', { registry: 'docker.io', repository: 'a/b', reference: 'sha256:00ff' }],
  ])('%s', (name, parts) => {
    expect(parseImageName(name)).toEqual(parts)
    expect(isOnDockerHub(name)).toBe(parts.registry === 'docker.io')
  })
})
