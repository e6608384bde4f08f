// Certificates made when a test needs them, by openssl: an authority, and what it signs. Valid one day.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Certificate {
  /** PEM files. `both` holds the key and the certificate, as Kafka wants its own. */
  cert: string
  key: string
  both: string
}

export interface Authority {
  cert: string
  /** Signs a certificate for these names (`IP:127.0.0.1,DNS:localhost`). */
  sign(name: string, names: string): Certificate
}

/** An authority whose files are in this folder. */
export function makeAuthority(folder: string, name: string): Authority {
  const file = (of: string) => join(folder, of)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const [cert, key] = [file(`${name}.pem`), file(`${name}.key`)]
  const newKey = ['-newkey', 'rsa:2048', '-nodes']
  openssl('req', '-x509', ...newKey, '-days', '1', '-subj', `/CN=${name}`, '-keyout', key, '-out', cert)
  return {
    cert,
    sign(of, names) {
      const made = { cert: file(`${of}.pem`), key: file(`${of}.key`), both: file(`${of}.both.pem`) }
      writeFileSync(file(`${of}.ext`), `subjectAltName=${names}\n`)
      openssl('req', ...newKey, '-subj', `/CN=${of}`, '-keyout', made.key, '-out', file(`${of}.csr`))
      const signing = ['-CA', cert, '-CAkey', key, '-CAcreateserial', '-days', '1', '-extfile', file(`${of}.ext`)]
      openssl('x509', '-req', '-in', file(`${of}.csr`), ...signing, '-out', made.cert)
      writeFileSync(made.both, `${readFileSync(made.key, 'utf8')}${readFileSync(made.cert, 'utf8')}`)
      return made
    },
  }
}
