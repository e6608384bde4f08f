// How a lesson is named within a sentence.
import { type Entry, leadingArticle, titleOf } from '../course/catalogue.js'
import { t } from '../i18n/index.js'

/** « leçon 4, le destinataire »: within a sentence, an article that begins the title loses its capital. */
export function whichLesson({ number, id }: Entry): string {
  const title = titleOf(id).replace(leadingArticle(), (article) => article.toLowerCase())
  return t('course.lesson', { number, title })
}
