package tributary.serve;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.PageCreate;
import tributary.event.PageCreateJson;
import tributary.event.Topics;
import tributary.support.TestServers;

/** Puts clean events into the topics that the live stream reads. */
final class LiveSource implements AutoCloseable {
  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", TestServers.bootstrapServers(), "acks", "all"),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  LiveSource(String prefix) {
    this.prefix = prefix;
  }

  static Change change(String id, Instant at, String comment) {
    return new Change(
        id,
        at,
        "uk.wikipedia.org",
        "ukwiki",
        "edit",
        null,
        0,
        "Київ <b>" + id,
        "Ann",
        comment,
        false,
        null,
        -7L,
        "uk",
        "wikipedia",
        null,
        null,
        null,
        "recentchange");
  }

  static PageCreate page(long id, Instant at) {
    return new PageCreate(
        "event-" + id,
        at,
        "en.wikipedia.org",
        "enwiki",
        id,
        "Page_" + id,
        0,
        1L,
        2L,
        "Ann",
        false,
        null);
  }

  void send(Change... changes) {
    for (Change change : changes) {
      send(Topics.RECENTCHANGE_CLEAN, change.identity(), ChangeJson.write(change));
    }
    producer.flush();
  }

  void send(PageCreate... pages) {
    for (PageCreate page : pages) {
      send(Topics.PAGE_CREATE_CLEAN, page.pageKey(), PageCreateJson.write(page));
    }
    producer.flush();
  }

  private void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(prefix + topic, key.getBytes(), value));
  }

  @Override
  public void close() {
    producer.close();
  }
}
