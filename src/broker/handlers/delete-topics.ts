// DeleteTopics 1-3.
import { deleteTopics } from '../messages/delete-topics.js'
import { KafkaError } from '../protocol/errors.js'
import { codeAfter, route } from './route.js'

export const deleteTopicsRoute = route(deleteTopics, '', ({ topicNames }, { broker }) => ({
  responses: topicNames.map((name) => ({
    name,
    errorCode: codeAfter(() => {
      const topic = broker.topics.get(name)
      if (!topic) throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION')
      broker.topics.delete(topic)
      broker.groups.topicDeleted(name)
    }),
  })),
}))
