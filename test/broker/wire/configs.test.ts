// Topics' configs, code by code, as Apache Kafka answers.
import { describe, expect, it } from 'vitest'
import { alterConfigs } from '../../../src/broker/messages/alter-configs.js'
import { describeConfigs } from '../../../src/broker/messages/describe-configs.js'
import { incrementalAlterConfigs } from '../../../src/broker/messages/incremental-alter-configs.js'
import { errorName } from './member.js'
import { embeddedOnly, newTopic, target, unique } from './target.js'
import type { Asked, Wire } from './wire.js'

const connect = async () => (await target())()

describe('configs', () => {
  const TOPIC = 2
  const BROKER = 4

  async function configOf(wire: Wire, resourceName: string, name: string) {
    const resource = { resourceType: TOPIC, resourceName, configurationKeys: [name] }
    const { results } = await wire.send(describeConfigs, 3, { resources: [resource], includeSynonyms: false })
    expect(results[0]!.configs.map((config) => config.name)).toEqual([name])
    const { value, configSource, configType, readOnly, isSensitive } = results[0]!.configs[0]!
    return { value, configSource, configType, readOnly, isSensitive }
  }

  type Replace = Asked<typeof alterConfigs>['resources'][number]
  type Change = Asked<typeof incrementalAlterConfigs>['resources'][number]

  async function replace(wire: Wire, resource: Replace, validateOnly = false) {
    const answer = await wire.send(alterConfigs, 1, { resources: [resource], validateOnly })
    return errorName(answer.responses[0]!.errorCode)
  }

  async function change(wire: Wire, resource: Change, validateOnly = false) {
    const answer = await wire.send(incrementalAlterConfigs, 0, { resources: [resource], validateOnly })
    return errorName(answer.responses[0]!.errorCode)
  }

  it('are replaced, or changed one by one', async () => {
    const wire = await connect()
    const topic = { resourceType: TOPIC, resourceName: await newTopic(wire) }
    const retention = () => configOf(wire, topic.resourceName, 'retention.ms')
    const plain = { configType: 5, readOnly: false, isSensitive: false }
    const initial = { ...plain, value: '604800000', configSource: 5 }
    expect(await retention()).toEqual(initial)

    const set = { name: 'retention.ms', configOperation: 0, value: '1000' }
    expect(await change(wire, { ...topic, configs: [set] }, true)).toBe('NONE')
    expect(await retention()).toEqual(initial)
    expect(await change(wire, { ...topic, configs: [set] })).toBe('NONE')
    await expect.poll(retention).toEqual({ ...plain, value: '1000', configSource: 1 })
    expect(await change(wire, { ...topic, configs: [{ ...set, configOperation: 1, value: null }] })).toBe('NONE')
    await expect.poll(retention).toEqual(initial)

    expect(await replace(wire, { ...topic, configs: [{ name: 'retention.ms', value: '2000' }] })).toBe('NONE')
    await expect.poll(retention).toEqual({ ...plain, value: '2000', configSource: 1 })
    expect(await replace(wire, { ...topic, configs: [{ name: 'max.message.bytes', value: '99' }] })).toBe('NONE')
    await expect.poll(retention).toEqual(initial)
    const size = await configOf(wire, topic.resourceName, 'max.message.bytes')
    expect(size).toEqual({ ...plain, configType: 3, value: '99', configSource: 1 })
  })

  it.each([
    ['an unknown config', { name: 'colour', configOperation: 0, value: 'red' }, 'INVALID_CONFIG'],
    ['an unknown config to delete', { name: 'colour', configOperation: 1, value: null }, 'NONE'],
    ['a wrong value', { name: 'segment.bytes', configOperation: 0, value: '1' }, 'INVALID_CONFIG'],
    ['a missing value', { name: 'retention.ms', configOperation: 0, value: null }, 'INVALID_REQUEST'],
    ['appending to a number', { name: 'retention.ms', configOperation: 2, value: '1' }, 'INVALID_CONFIG'],
  ])('changing %s', async (_what, config, code) => {
    const wire = await connect()
    const topic = { resourceType: TOPIC, resourceName: await newTopic(wire) }
    expect(await change(wire, { ...topic, configs: [config] })).toBe(code)
  })

  // Apache Kafka fails on it: UNKNOWN_SERVER_ERROR.
  embeddedOnly('changing by an unknown operation', async () => {
    const wire = await connect()
    const configs = [{ name: 'retention.ms', configOperation: 9, value: '1' }]
    const topic = { resourceType: TOPIC, resourceName: await newTopic(wire), configs }
    expect(await change(wire, topic)).toBe('INVALID_REQUEST')
  })

  it('are refused twice in one request, of absent topics, and of unknown kinds of resource', async () => {
    const wire = await connect()
    const name = await newTopic(wire)
    const set = { name: 'retention.ms', configOperation: 0, value: '1' }
    const topic = { resourceType: TOPIC, resourceName: name }
    expect(await change(wire, { ...topic, configs: [set, set] })).toBe('INVALID_REQUEST')
    const absent = { resourceType: TOPIC, resourceName: unique('none') }
    expect(await change(wire, { ...absent, configs: [set] })).toBe('UNKNOWN_TOPIC_OR_PARTITION')
    expect(await replace(wire, { ...absent, configs: [] })).toBe('UNKNOWN_TOPIC_OR_PARTITION')
    expect(await replace(wire, { ...topic, configs: [{ name: 'retention.ms', value: null }] })).toBe('INVALID_REQUEST')
    expect(await change(wire, { resourceType: 99, resourceName: 'x', configs: [set] })).toBe('INVALID_REQUEST')
  })

  it('are described by name, with errors', async () => {
    const wire = await connect()
    const topic = await newTopic(wire)
    const ask = async (resourceType: number, resourceName: string) => {
      const resources = [{ resourceType, resourceName, configurationKeys: ['none.such'] }]
      const { results } = await wire.send(describeConfigs, 2, { resources, includeSynonyms: true })
      expect(results[0]!.configs).toEqual([])
      return errorName(results[0]!.errorCode)
    }
    expect(await ask(TOPIC, topic)).toBe('NONE')
    expect(await ask(TOPIC, unique('none'))).toBe('UNKNOWN_TOPIC_OR_PARTITION')
    expect(await ask(TOPIC, 'a b')).toBe('INVALID_TOPIC_EXCEPTION')
    expect(await ask(BROKER, '1')).toBe('NONE')
    expect(await ask(BROKER, '')).toBe('NONE')
    expect(await ask(BROKER, '2')).toBe('INVALID_REQUEST')
    expect(await ask(99, 'x')).toBe('INVALID_REQUEST')
  })
})
