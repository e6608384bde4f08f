// What can go wrong with processes, ports and folders, as a code and values; the sentence is in i18n.

/** A failure the user can mend; `code` names the sentence in i18n (`errors.<code>`), `values` fill it. */
export class ProgramError extends Error {
  override name = 'ProgramError'
  readonly code: string
  readonly values: Record<string, string | number>
  constructor(code: string, values: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.values = values
  }
}
