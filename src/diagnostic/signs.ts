// How a failure is recognised in a log's lines.

/** What a line says, or more exactly: */
export type Sign =
  | RegExp
  | {
      line: RegExp
      /** The same line says this too. */
      also?: RegExp
      /** The same line does not say this. */
      not?: RegExp
      /** Some line of the log says this. */
      log?: RegExp
      /** No line of the log says this. */
      nowhere?: RegExp
    }

/** Whether this line of this log, its lines joined, bears the sign. */
export function bears(sign: Sign, line: string, log: string): boolean {
  if (sign instanceof RegExp) return sign.test(line)
  if (!sign.line.test(line) || sign.not?.test(line) || sign.nowhere?.test(log)) return false
  return (sign.also?.test(line) ?? true) && (sign.log?.test(log) ?? true)
}

/** How shells and languages say that a program is not there, in English and in French. */
export function notFound(program: string): Sign[] {
  const name = `${program}(?:\\.exe)?`
  const said = (pattern: string) => new RegExp(pattern, 'im')
  return [
    {
      line: said(
        `(?<![\\w./-])['"«]? ?(?:/\\S{1,80}/)?${name} ?['"»]? ?: (?:command not found|not found|inaccessible or not found|commande introuvable|commande inconnue|no such file or directory|aucun fichier ou dossier)`,
      ),
      not: /manifest|pull access|docker\.io|OCI runtime/i,
    },
    said(`command not found: ${name}(?![\\w-])`),
    said(`(?:unknown command|commande inconnue) ?:? ?['"]?${name}['"]?$`),
    said(`command ['"]${name}['"] (?:was |is )?not found`),
    said(`(?:^|[\\s'"\`])${name}['"\`]? command (?:was |is )?not found`),
    // A code page read as another leaves of « and é only that they are no letters of ours.
    said(`commande [^\\w\\s]{1,2} ?${name} ?[^\\w\\s]{1,2} (?:introuvable|non trouv|n'a pas .{1,2}t.{1,2} trouv)`),
    said(`executable ['"\`]?${name}['"\`]? not found|\\bno ${name} in \\(`),
    said(
      `(?:unable to|could not|cannot|can't|failed to) (?:locate|find) (?:the )?(?:executable |command |program |binary )?(?:file)?:? ?['"\`]?${name}['"\`]?(?:$|[.,;:]| (?:executable|command|binary|program|in|on)\\b)`,
    ),
    said(`['"]${name}['"] is not recognized as`),
    said(`['"]${name}['"] n.est pas reconnu`),
    said(`le terme [^\\w\\s]{1,2} ?${name} ?[^\\w\\s]{1,2} n.est pas reconnu`),
    { line: said(`exec: "?${name}"?: executable file not found`), not: /OCI runtime|runc|container init/i },
    said(`spawn ${name} ENOENT|cannot run program "${name}"`),
    said(`(?:no such file or directory|aucun fichier ou dossier de ce type): ['"](?:/\\S{1,80}/)?${name}['"]`),
  ]
}
