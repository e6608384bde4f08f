// What a learner would not paste into a forum never gets there, and what proves the cause stays.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify } from '../../src/diagnostic/classify.js'
import { mask } from '../../src/diagnostic/mask.js'
import { readSamples } from './failures.js'

const RUNS = process.env.GUICHET_LONG ? 20_000 : 500

describe('mask hides', () => {
  it.each([
    [
      'the account and token of a limit’s message',
      "pull rate limit as 'lara': dckr_jti_9Lg3=. You may",
      "pull rate limit as '***': dckr_*** You may",
    ],
    ['the account without quotes', 'pull rate limit as lara: x', "pull rate limit as '***': x"],
    ['a personal access token', 'token dckr_pat_AbC-123_xyz!', 'token dckr_***!'],
    ['a password in an address', 'http://lara:s3cret@proxy:3128/', 'http://***@proxy:3128/'],
    ['a name in an address', 'ssh://lara@build.example.org', 'ssh://***@build.example.org'],
    ['a header', 'Authorization: Basic bGFyYTpzM2NyZXQ=', 'Authorization: ***'],
    ['a header in JSON', '{"X-Registry-Auth":"eyJ1c2Vy"}', '{"X-Registry-Auth":"***"}'],
    ['a bearer token alone', 'sent Bearer eyJhbGciOi.eyJzdWIi.c2ln', 'sent Bearer ***'],
    ['the source that Docker Hub tells', 'docker-ratelimit-source: 203.0.113.7', 'docker-ratelimit-source: ***'],
    [
      'the source as containerd logs it',
      'response.header.docker-ratelimit-source=203.0.113.7 x',
      'response.header.docker-ratelimit-source=*** x',
    ],
    ['a public IPv4 address', 'dial tcp 203.0.113.7:443: refused', 'dial tcp ***:443: refused'],
    ['a public IPv6 address', 'dial tcp [2001:db8:a::7]:443: refused', 'dial tcp [***]:443: refused'],
    ['an IPv4 address in IPv6’s clothes', 'from ::ffff:203.0.113.7 on', 'from *** on'],
    ['a home folder', 'open /home/lara/.docker/config.json', 'open /home/***/.docker/config.json'],
    ['a home folder on macOS', 'unix:///Users/lara/.colima/docker.sock', 'unix:///Users/***/.colima/docker.sock'],
    ['a home folder on Windows', 'C:\\Users\\Lara Petit\\AppData', 'C:\\Users\\***\\AppData'],
    ['a home folder in an address', 'http://%2FUsers%2Flara%2F.docker%2Frun', 'http://%2FUsers%2F***%2F.docker%2Frun'],
    ['a password in the environment', 'DOCKER_PASSWORD=s3cret', 'DOCKER_PASSWORD=***'],
    ['a password in YAML', 'password: s3cret', 'password: ***'],
    ['a password on a command line', 'docker login -u lara -p s3cret', 'docker login -u *** -p ***'],
    ['a token in JSON', '{"access_token": "abc.def"}', '{"access_token": "***"}'],
    ['docker’s own settings', '"auth": "bGFyYTpzM2NyZXQ="', '"auth": "***"'],
    ['the account that docker info tells', ' Username: lara', ' Username: ***'],
    [
      'the account in a request for a token',
      'https://auth.docker.io/token?account=lara&scope=x',
      'https://auth.docker.io/token?account=***&scope=x',
    ],
    ['a mail address', 'lara@example.org is', '***@*** is'],
    ['a prompt', 'lara@bureau:~$ docker ps', '***@***:~$ docker ps'],
    ['a prompt in brackets', '[lara@bureau kafka]$ docker ps', '[***@*** kafka]$ docker ps'],
    ['zsh’s prompt', 'lara@MacBook ~ % docker ps', '***@*** ~ % docker ps'],
    ['a Linux home folder seen from Windows', '\\\\wsl$\\Ubuntu\\home\\lara\\app', '\\\\wsl$\\Ubuntu\\home\\***\\app'],
    ['a password piped into docker login', 'echo s3cret | docker login -u lara', 'echo *** | docker login -u ***'],
    ['a token of GitHub’s', 'token ghp_abcdefghijklmnop1234', 'token ***'],
    ['a token of GitLab’s', 'glpat-ABCdef1234567890 refused', '*** refused'],
    [
      'who id says one is',
      'uid=1000(lara) groups=1000(lara),999(docker)',
      'uid=1000(***) groups=1000(***),999(docker)',
    ],
    ['a file’s owner', 'srw-rw---- 1 lara docker 0 docker.sock', 'srw-rw---- 1 *** docker 0 docker.sock'],
    ['what signs a download', 'data?verify=1718641860-gar&x=1', 'data?verify=***&x=1'],
  ])('%s', (_, text, masked) => {
    expect(mask(text)).toBe(masked)
  })
})

describe('mask keeps', () => {
  it.each([
    [
      'addresses of this machine and of local networks',
      '127.0.0.1 0.0.0.0:9092 10.0.2.3:53 172.18.0.2 192.168.65.7 169.254.1.1 [::1]:53 fe80::1 fd00::7',
    ],
    ['versions', 'Docker Desktop 4.43.1, engine 28.2.2, Windows 10.0.22631.3155, 20.10.24+dfsg1'],
    ['digests', 'alpine@sha256:042a816809aac8d0f7d7cacac7965782ee2ecac3f21bcf9f24b1de1a7387b769'],
    ['times', '2026-11-22T16:07:35.149Z [10:42:09]'],
    ['packages', '@clack/core@1.6.0'],
    ['what proves a cause', 'unauthorized: incorrect username or password'],
    ['a token that was not had', 'failed to fetch anonymous token: unexpected status: 503'],
    ['an advice', 'docker login --username NAME --password-stdin'.replace(' NAME', ' ***')],
    ['shared folders', 'C:\\Users\\Public\\x /Users/Shared/x'],
  ])('%s', (_, text) => {
    expect(mask(text)).toBe(text)
  })

  it('the cause of every known failure', () => {
    const samples = [
      ...readSamples('docker-failures'),
      ...readSamples('collected-failures'),
      ...readSamples('near-misses'),
    ]
    const lost = samples.filter(({ text, category }) => classify(mask(text)).verdict !== category)
    expect(lost).toEqual([])
  })
})

describe('whatever the secret and wherever it stands', () => {
  const word = fc.stringMatching(/^[a-z][a-z\d]{5,15}$/)
  const noise = fc.string({ unit: 'grapheme-ascii', maxLength: 40 }).map((text) => text.replace(/['"]/g, ' '))
  const octet = fc.integer({ min: 0, max: 255 })
  const publicAddress = fc
    .tuple(fc.constantFrom(1, 8, 52, 91, 185, 203), octet, octet, octet)
    .map((octets) => octets.join('.'))
  const publicAddress6 = fc
    .array(fc.integer({ min: 1, max: 0xffff }), { minLength: 6, maxLength: 6 })
    .map((parts) => ['2001', 'db8', ...parts.map((part) => part.toString(16))].join(':'))

  const holds = (secret: fc.Arbitrary<string>, around: (secret: string) => string) =>
    fc.assert(
      fc.property(secret, noise, noise, (hidden, before, after) => {
        const masked = mask(`${before}\n${around(hidden)}\n${after}`)
        return !masked.includes(hidden) || before.includes(hidden) || after.includes(hidden)
      }),
      { numRuns: RUNS },
    )

  it.each<[string, fc.Arbitrary<string>, (secret: string) => string]>([
    [
      'an account in a limit',
      word,
      (name) => `toomanyrequests: You have reached your pull rate limit as '${name}': dckr_jti_x.`,
    ],
    ['a token of Docker', word, (token) => `(dckr_pat_${token})`],
    ['a password in an address', word, (password) => `https://me:${password}@registry.example.org/v2/`],
    ['a header', word, (value) => `< authorization: Bearer ${value}${value}`],
    ['a public address', publicAddress, (address) => `docker-ratelimit-source: ${address}`],
    ['a public address anywhere', publicAddress, (address) => `read tcp 10.0.0.2:4242->${address}:443: i/o timeout`],
    ['an IPv6 address', publicAddress6, (address) => `dial tcp [${address}]:443: i/o timeout`],
    ['a home folder', word, (name) => `unix:///Users/${name}/.docker/run/docker.sock`],
    ['a Windows home folder', word, (name) => `"C:\\\\Users\\\\${name}\\\\.docker"`],
  ])('%s is hidden', (_, secret, around) => {
    holds(secret, around)
  })

  it('nothing more is hidden the second time', () => {
    const pieces = fc.constantFrom(
      ...[
        'https://',
        'user:pw@',
        "limit as '",
        "'",
        ' dckr_',
        'Authorization: ',
        'token=',
        'password: ',
        '/home/',
        'C:\\Users\\',
      ],
      ...[
        '1.2.3.4',
        '2001:db8::1',
        '***',
        ' ',
        ':',
        '@',
        '\n',
        '"',
        'lara',
        'login -u ',
        '-p ',
        'Bearer ',
        'eyJa.b',
        '=',
        '.',
      ],
    )
    const text = fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 25 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (any) => mask(mask(any)) === mask(any)),
      { numRuns: RUNS * 4 },
    )
  })

  it('it takes little time, even on texts made to take long', () => {
    const evil = [
      'a-',
      '1.',
      ':',
      '@a',
      'login ',
      'C:\\Users\\',
      'https://',
      'token',
      'rate limit as ',
      '/home/',
      '%2F',
    ]
    for (const piece of evil) {
      const start = performance.now()
      mask(piece.repeat(20_000))
      expect(performance.now() - start, piece).toBeLessThan(2000)
    }
  })
})
