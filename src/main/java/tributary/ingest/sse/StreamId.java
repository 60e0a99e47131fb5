package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The id of an event as EventStreams writes it: one entry for each topic partition of the
 * connection, in no fixed order, saying how far that partition has been sent (KafkaSSE).
 */
record StreamId(List<Entry> entries) {
  /** The id goes into an HTTP header, so it is written in ASCII. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  StreamId {
    entries = List.copyOf(entries);
  }

  /**
   * @param timestamp milliseconds: time of the last event sent, plus one; -1 when an offset stands
   *     in its place
   * @param offset next offset; -1 for "from the end", or when there is a timestamp
   */
  record Entry(String topic, int partition, long timestamp, long offset) {
    static Entry at(String topic, int partition, long timestamp) {
      return new Entry(topic, partition, timestamp, -1);
    }

    boolean hasTimestamp() {
      return timestamp >= 0;
    }

    Source source() {
      return new Source(topic, partition);
    }
  }

  /** A partition of a topic of the source. */
  record Source(String topic, int partition) {}

  /** Null for anything that is not such an id. */
  static @Nullable StreamId parse(@Nullable String text) {
    if (text == null || !text.startsWith("[")) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      List<Entry> entries = new ArrayList<>(4);
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Entry entry = entry(parser);
        if (entry == null) {
          return null;
        }
        entries.add(entry);
      }
      return entries.isEmpty() || parser.currentToken() != JsonToken.END_ARRAY
          ? null
          : new StreamId(entries);
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Entry entry(JsonParser parser) throws IOException {
    String topic = null;
    int partition = 0;
    long timestamp = -1;
    long offset = -1;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      switch (name) {
        case "topic" -> topic = parser.getValueAsString();
        case "partition" -> partition = parser.getValueAsInt();
        case "timestamp" -> timestamp = token.isNumeric() ? parser.getValueAsLong() : -1;
        case "offset" -> offset = token.isNumeric() ? parser.getValueAsLong() : -1;
        default -> parser.skipChildren();
      }
    }
    return topic == null ? null : new Entry(topic, partition, timestamp, offset);
  }

  String toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartArray();
      for (Entry entry : entries) {
        json.writeStartObject();
        json.writeStringField("topic", entry.topic());
        json.writeNumberField("partition", entry.partition());
        if (entry.hasTimestamp()) {
          json.writeNumberField("timestamp", entry.timestamp());
        } else {
          json.writeNumberField("offset", entry.offset());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }
}
