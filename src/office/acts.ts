// What a lesson does to an office beside posting and reading: the acts of whoever runs it.
import type { AdminLine } from './admin-line.js'
import { setBookmark } from './bookmark.js'
import type { Acts } from './post-office.js'

/** Acts through an admin connection; `full` gives a name on the broker from a short one. */
export function createActs(line: AdminLine, full: (name: string) => string): Acts {
  return {
    async moveBookmark(group, topic, partition, offset) {
      const partitions = [{ partition, offset: String(offset) }]
      await line.ask(group, (_, kafka) => setBookmark(kafka, full(group), full(topic), partitions))
    },

    async discardBefore(topic, partition, offset) {
      const partitions = [{ partition, offset: String(offset) }]
      await line.ask(topic, (admin) => admin.deleteTopicRecords({ topic: full(topic), partitions }))
    },

    async addDrawers(topic, total) {
      const topicPartitions = [{ topic: full(topic), count: total }]
      await line.ask(topic, (admin) => admin.createPartitions({ topicPartitions }))
    },

    async configure(topic, config) {
      const { TOPIC_RESOURCE } = await import('./kafkajs.js')
      const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
      const resources = [{ type: TOPIC_RESOURCE, name: full(topic), configEntries }]
      await line.ask(topic, (admin) => admin.alterConfigs({ validateOnly: false, resources }))
    },
  }
}
