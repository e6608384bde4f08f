// Which process listens on a port, asked of the system's own tools: lsof, ss, or netstat on Windows.
import { x } from 'tinyexec'

export interface PortOwner {
  process?: string | undefined
  pid?: number | undefined
}

/**
 * The process that listens on this port; empty when no tool is there, or when it may not tell (another user's process).
 * @param deadline milliseconds for all of it
 */
export async function portOwner(port: number, deadline: number): Promise<PortOwner> {
  const signal = AbortSignal.timeout(deadline)
  const ask = async (command: string, args: string[]) => {
    try {
      return (await x(command, args, { signal })).stdout
    } catch {
      return ''
    }
  }
  if (process.platform === 'win32') {
    const owner = parseNetstat(await ask('netstat', ['-ano', '-p', 'TCP']), port)
    if (owner.pid === undefined) return owner
    const row = await ask('tasklist', ['/FI', `PID eq ${owner.pid}`, '/FO', 'CSV', '/NH'])
    return { ...owner, process: row.match(/^"([^"]+)"/m)?.[1] }
  }
  const owner = parseLsof(await ask('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']))
  return owner.pid === undefined ? parseSs(await ask('ss', ['-Hltnp', `sport = :${port}`])) : owner
}

/** lsof -F: one field a line, its letter first: `p4242`, `cnode`. */
export function parseLsof(text: string): PortOwner {
  const pid = text.match(/^p(\d+)$/m)?.[1]
  return pid === undefined ? {} : { pid: Number(pid), process: text.match(/^c(.+)$/m)?.[1] }
}

/** ss -p: `… users:(("node",pid=4242,fd=21))`. */
export function parseSs(text: string): PortOwner {
  const found = text.match(/\("([^"]+)",pid=(\d+)/)
  return found ? { pid: Number(found[2]), process: found[1] } : {}
}

/** netstat -ano: `  TCP    0.0.0.0:9092    0.0.0.0:0    LISTENING    4242`; the state's word is in the system's language. */
export function parseNetstat(text: string, port: number): PortOwner {
  for (const line of text.split('\n')) {
    const [protocol, local, remote, , pid] = line.trim().split(/\s+/)
    if (protocol === 'TCP' && local?.endsWith(`:${port}`) && remote?.endsWith(':0')) return { pid: Number(pid) }
  }
  return {}
}
