// How a cluster that is not ours lets us in: TLS and SASL, by the KAFKA_* variables the two programs read too. A
// password is only ever a variable or a file, and nothing here is ever shown.
import { readFileSync } from 'node:fs'
import type { KafkaConfig } from './kafkajs.js'
import { OfficeError } from './post-office.js'

/** The variables, and what each holds. A flag of the command line is one of them by another name. */
export const VARIABLES = {
  /** Anything but empty: TLS, trusted as the system trusts. */
  tls: 'KAFKA_TLS',
  /** Files, in PEM: the authority to trust, the client's certificate and its key. Each means TLS. */
  ca: 'KAFKA_TLS_CA',
  cert: 'KAFKA_TLS_CERT',
  clientKey: 'KAFKA_TLS_KEY',
  /** plain, scram-sha-256 or scram-sha-512. */
  sasl: 'KAFKA_SASL_MECHANISM',
  user: 'KAFKA_SASL_USER',
  password: 'KAFKA_SASL_PASSWORD',
  passwordFile: 'KAFKA_SASL_PASSWORD_FILE',
} as const

/** The variables' values; absent or empty, there is none. */
export type Security = Record<string, string | undefined>

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const

/** No security at all, whatever the user's own variables say: for the offices we open ourselves. */
export const OPEN: Record<string, string> = Object.fromEntries(Object.values(VARIABLES).map((name) => [name, '']))

/** What the flags say, else this environment; every variable is in it, so that a program started with it has no other. */
export function securityOf(
  flags: Partial<Record<keyof typeof VARIABLES, string | boolean | undefined>>,
  env: Security = process.env,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(VARIABLES).map(([flag, name]) => {
      const given = flags[flag as keyof typeof VARIABLES]
      return [name, given === true ? '1' : given || env[name] || '']
    }),
  )
}

/** kafkajs's `ssl` and `sasl`. @throws OfficeError `sasl-mechanism`, `sasl-incomplete`, `tls-incomplete`, `secret-file` */
export function clientSecurity(security: Security): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  const ssl = tlsOf(security)
  const sasl = saslOf(security)
  return { ...(ssl ? { ssl } : {}), ...(sasl ? { sasl } : {}) }
}

/** What Node's TLS needs; undefined without TLS. @throws OfficeError `tls-incomplete`, `secret-file` {file, variable, reason} */
export function tlsOf(security: Security): { ca?: string; cert?: string; key?: string } | undefined {
  const [ca, cert, key] = [VARIABLES.ca, VARIABLES.cert, VARIABLES.clientKey].map((name) => readFile(security, name))
  if (!security[VARIABLES.tls] && ca === undefined && cert === undefined && key === undefined) return undefined
  if ((cert === undefined) !== (key === undefined)) throw new OfficeError('tls-incomplete')
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  }
}

function saslOf(security: Security): KafkaConfig['sasl'] {
  const given = security[VARIABLES.sasl]
  if (!given) {
    if (security[VARIABLES.user]) throw new OfficeError('sasl-mechanism', { given: '' })
    return undefined
  }
  const mechanism = MECHANISMS.find((name) => name === given.toLowerCase())
  if (!mechanism) throw new OfficeError('sasl-mechanism', { given })
  const username = security[VARIABLES.user]
  // The line's end that an editor leaves is no part of a password.
  const password = security[VARIABLES.password] || readFile(security, VARIABLES.passwordFile)?.replace(/\r?\n$/, '')
  if (!username || !password) throw new OfficeError('sasl-incomplete')
  return { mechanism, username, password } as KafkaConfig['sasl']
}

function readFile(security: Security, variable: string): string | undefined {
  const file = security[variable]
  if (!file) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new OfficeError('secret-file', { file, variable, reason: (error as NodeJS.ErrnoException).code ?? '' })
  }
}
