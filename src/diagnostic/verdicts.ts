// What can be wrong, by name (DESIGN section 8); the sentences are in i18n, `diagnostic:verdicts.<id>`.

export const VERDICTS = [
  'ok',
  'docker-missing',
  'wsl-integration-off',
  'compose-missing',
  'socket-permission',
  'daemon-down',
  'hub-limit-anon',
  'hub-limit-auth',
  'hub-limit',
  'hub-abuse',
  'hub-429-ambiguous',
  'other-registry-limit',
  'bad-credentials',
  'no-such-image',
  'wrong-platform',
  'tls-intercept',
  'dns',
  'net-timeout',
  'disk-full',
  'port-taken',
  'name-conflict',
  'oom',
  'registry-error',
  'kafka-not-ready',
  'unknown',
] as const

export type VerdictId = (typeof VERDICTS)[number]
