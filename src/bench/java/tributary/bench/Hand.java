package tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The yardstick: each stage as one loop over JDK HttpClient, kafka-clients and the Java driver,
 * durable as the product is, and without anything else that the product does: no resume behind the
 * last stored event, no repeats, no dead letters, no counts.
 */
final class Hand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);

  private Hand() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> with = Bench.named(arguments);
    switch (with.get("stage")) {
      case "ingest" -> ingest(with);
      case "clean" -> clean(with);
      case "store" -> HandStore.run(with);
      default -> {
        new Thread(quietly(() -> clean(with))).start();
        new Thread(quietly(() -> HandStore.run(with))).start();
        ingest(with);
      }
    }
  }

  private interface Loop {
    void run() throws Exception;
  }

  private static Runnable quietly(Loop loop) {
    return () -> {
      try {
        loop.run();
      } catch (Exception e) {
        e.printStackTrace();
        System.exit(1);
      }
    };
  }

  /** Server-Sent Events as the source sends them: one data line each. */
  private static void ingest(Map<String, String> with) throws Exception {
    KafkaProducer<byte[], byte[]> producer = HandClients.producer(with.get("kafka"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(with.get("url")))
            .header("Accept", "text/event-stream")
            .header("User-Agent", "TributaryBench/1 (benchmark on loopback)");
    InputStream body =
        HttpClient.newHttpClient()
            .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
            .body();
    String topic = with.get("raw");
    byte[] id = null;
    byte[] data = null;
    try (LineReader lines = new LineReader(new BufferedInputStream(body, 1 << 16))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (startsWith(line, DATA)) {
          data = rest(line, DATA);
        } else if (startsWith(line, ID)) {
          id = rest(line, ID);
        } else if (line.length == 0 && data != null) {
          ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, data);
          if (id != null) {
            record.headers().add("sse-id", id);
          }
          producer.send(record);
          data = null;
        }
      }
    }
  }

  private static boolean startsWith(byte[] line, byte[] prefix) {
    return line.length >= prefix.length
        && java.util.Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] rest(byte[] line, byte[] prefix) {
    return java.util.Arrays.copyOfRange(line, prefix.length, line.length);
  }

  private static void clean(Map<String, String> with) throws Exception {
    KafkaProducer<byte[], byte[]> producer = HandClients.producer(with.get("kafka"));
    try (KafkaConsumer<byte[], byte[]> consumer =
        HandClients.consumer(
            with.get("kafka"), with.get("group") + "-clean", with.get("raw"), 2_000)) {
      String topic = with.get("clean");
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(250));
        for (ConsumerRecord<byte[], byte[]> record : records) {
          ObjectNode flat = flat(JSON.readTree(record.value()));
          if (flat != null) {
            String key = flat.get("wiki").textValue() + ":" + flat.get("page_id").longValue();
            producer.send(
                new ProducerRecord<>(
                    topic, key.getBytes(StandardCharsets.UTF_8), JSON.writeValueAsBytes(flat)));
          }
        }
        if (!records.isEmpty()) {
          producer.flush();
          consumer.commitSync();
        }
      }
    }
  }

  /** Null for a canary. */
  static ObjectNode flat(JsonNode event) {
    JsonNode meta = event.path("meta");
    JsonNode performer = event.path("performer");
    if ("canary".equals(meta.path("domain").textValue())) {
      return null;
    }
    ObjectNode flat = JSON.createObjectNode();
    flat.set("event_id", meta.get("id"));
    flat.set("created_at", meta.get("dt"));
    flat.set("domain", meta.get("domain"));
    flat.set("wiki", event.get("database"));
    flat.set("page_id", event.get("page_id"));
    flat.set("page_title", event.get("page_title"));
    copy(event, "page_namespace", flat, "namespace");
    copy(event, "rev_id", flat, "rev_id");
    copy(performer, "user_id", flat, "user_id");
    copy(performer, "user_text", flat, "user_name");
    copy(performer, "user_is_bot", flat, "user_is_bot");
    copy(event, "comment", flat, "comment");
    return flat;
  }

  private static void copy(JsonNode from, String name, ObjectNode to, String as) {
    JsonNode value = from.get(name);
    if (value != null && !value.isNull()) {
      to.set(as, value);
    }
  }

  /** Lines of bytes. */
  private static final class LineReader implements AutoCloseable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int at;
    private int end;

    LineReader(InputStream in) {
      this.in = in;
    }

    byte[] next() throws Exception {
      while (true) {
        int from = at;
        while (at < end && buffer[at] != '\n') {
          at++;
        }
        if (at < end) {
          begun.write(buffer, from, at++ - from);
          byte[] line = begun.toByteArray();
          begun.reset();
          return line;
        }
        begun.write(buffer, from, end - from);
        end = in.read(buffer);
        at = 0;
        if (end < 0) {
          return null;
        }
      }
    }

    @Override
    public void close() throws Exception {
      in.close();
    }
  }
}
