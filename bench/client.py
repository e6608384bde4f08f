# The one client all brokers are measured with: confluent-kafka (librdkafka). Prints a line of JSON.
import json
import sys
import threading
import time

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

COMMON = {"socket.nagle.disable": True, "log_level": 0}


def create_topics(brokers, names):
    admin = AdminClient({"bootstrap.servers": brokers, **COMMON})
    for future in admin.create_topics([NewTopic(name, 1, 1) for name in names]).values():
        future.result()
    # A broker may need a moment to lead what it has just created.
    probe = Consumer({"bootstrap.servers": brokers, "group.id": "probe", **COMMON})
    for name in names:
        wait_for_leader(probe, name)
    probe.close()


def wait_for_leader(probe, name):
    deadline = time.perf_counter() + 60
    while True:
        try:
            probe.get_watermark_offsets(TopicPartition(name, 0), timeout=10)
            return
        except KafkaException:
            if time.perf_counter() > deadline:
                raise
            probe.list_topics(name, timeout=10)


def delete(brokers, topic):
    admin = AdminClient({"bootstrap.servers": brokers, **COMMON})
    for future in admin.delete_topics([topic]).values():
        future.result()
    return {"seconds": 0}


def new_producer(brokers):
    return Producer(
        {
            "bootstrap.servers": brokers,
            "queue.buffering.max.messages": 2_000_000,
            "queue.buffering.max.kbytes": 2_000_000,
            "linger.ms": 5,
            "batch.size": 1_000_000,
            "delivery.report.only.error": True,
            **COMMON,
        }
    )


def send(producer, topic, count, value):
    failures = []
    report = lambda error, message: failures.append(str(error))
    for i in range(count):
        producer.produce(topic, value, on_delivery=report)
        if i % 10_000 == 0:
            producer.poll(0)
    left = producer.flush(120)
    if failures or left:
        raise SystemExit(f"{len(failures)} failed ({failures[:1]}), {left} left")


def produce(brokers, topic, count, size):
    create_topics(brokers, [topic])
    producer = new_producer(brokers)
    producer.list_topics(topic, timeout=30)  # connected
    started = time.perf_counter()
    send(producer, topic, count, b"x" * size)
    return {"seconds": time.perf_counter() - started}


def consume(brokers, topic, count, _size):
    consumer = Consumer(
        {
            "bootstrap.servers": brokers,
            "group.id": "bench",
            "enable.auto.commit": False,
            # A broker faster than this program fills its queue, after which it would sit still for a second.
            "queued.max.messages.kbytes": 2_000_000,
            "fetch.queue.backoff.ms": 5,
            **COMMON,
        }
    )
    consumer.list_topics(topic, timeout=30)
    started = time.perf_counter()
    consumer.assign([TopicPartition(topic, 0, OFFSET_BEGINNING)])
    expect(consumer, count)
    seconds = time.perf_counter() - started
    consumer.close()
    return {"seconds": seconds}


def expect(consumer, count):
    """Reads until `count` records have come, each at the next offset."""
    seen = 0
    deadline = time.perf_counter() + 120
    while seen < count:
        messages = consumer.consume(10_000, timeout=1)
        if messages:
            if messages[0].error() or messages[0].offset() != seen:
                raise SystemExit(f"{messages[0].error()} at {seen}")
            seen += len(messages)
            if messages[-1].offset() != seen - 1:
                raise SystemExit(f"offset {messages[-1].offset()} after {seen} records")
        elif time.perf_counter() > deadline:
            raise SystemExit(f"{seen} of {count} after two minutes")


def member(brokers, group):
    return Consumer(
        {
            "bootstrap.servers": brokers,
            "group.id": group,
            "auto.offset.reset": "earliest",
            "session.timeout.ms": 45_000,
            "queued.max.messages.kbytes": 4096,
            "fetch.queue.backoff.ms": 20,
            **COMMON,
        }
    )


def in_threads(count, work):
    failures = []

    def run(i):
        try:
            work(i)
        except BaseException as failure:
            failures.append(str(failure))

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"{len(failures)} of {count} failed: {failures[0]}")


def groups(brokers, topic, count, size, members):
    """Every group joins, and reads the whole topic."""
    create_topics(brokers, [topic])
    send(new_producer(brokers), topic, count, b"x" * size)
    started = time.perf_counter()

    def one_group(i):
        consumer = member(brokers, f"{topic}-{i}")
        consumer.subscribe([topic])
        expect(consumer, count)
        consumer.close()

    in_threads(members, one_group)
    return {"seconds": time.perf_counter() - started}


def participants(brokers, topic, count, size, members):
    """Everyone joins with a group of their own, sends `count` records to a topic of their own, and reads them."""
    create_topics(brokers, [f"{topic}-{i}" for i in range(members)])
    started = time.perf_counter()

    def one_participant(i):
        consumer = member(brokers, f"{topic}-{i}")
        consumer.subscribe([f"{topic}-{i}"])
        producer = Producer({"bootstrap.servers": brokers, "linger.ms": 0, **COMMON})
        for _ in range(count):
            producer.produce(f"{topic}-{i}", b"x" * size)
            producer.flush(60)
        expect(consumer, count)
        consumer.close()

    in_threads(members, one_participant)
    return {"seconds": time.perf_counter() - started}


if __name__ == "__main__":
    action, brokers, topic, *numbers = sys.argv[1:]
    print(json.dumps(globals()[action](brokers, topic, *map(int, numbers))))
