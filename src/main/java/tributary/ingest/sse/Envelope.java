package tributary.ingest.sse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tributary.event.Utf8;

/**
 * What ingest reads of an event: its {@code meta}. Nothing else is looked at, and the bytes are
 * never changed.
 *
 * @param readable whether the data is one JSON object (of a cut event: begins as one)
 * @param id {@code meta.id}; null when absent, empty or no string
 * @param stream {@code meta.stream}
 * @param topic {@code meta.topic}
 * @param partition {@code meta.partition}, 0 when absent
 * @param offset {@code meta.offset}; -1 when absent
 */
public record Envelope(
    boolean readable,
    @Nullable String id,
    @Nullable String stream,
    @Nullable String topic,
    int partition,
    long offset) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Envelope UNREADABLE = new Envelope(false, null, null, null, 0, -1);

  /** Whether the event tells its place in the source's log. */
  boolean isNumbered() {
    return topic != null && offset >= 0;
  }

  /** Reads a whole event. An object with anything wrong or behind it is not readable. */
  public static Envelope of(byte[] data) {
    if (!Utf8.isValid(data)) {
      return UNREADABLE;
    }
    Reading reading = new Reading();
    try (JsonParser parser = JSON.createParser(data)) {
      reading.object(parser);
      return parser.nextToken() == null ? reading.result() : UNREADABLE;
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  /** Reads as far as the head of an event goes. */
  public static Envelope ofHead(byte[] head) {
    Reading reading = new Reading();
    try (JsonParser parser = JSON.createParser(head)) {
      reading.object(parser);
    } catch (IOException e) {
      // the head ends somewhere, as expected
    }
    return reading.result();
  }

  private static final class Reading {
    private boolean object;
    private @Nullable String id;
    private @Nullable String stream;
    private @Nullable String topic;
    private int partition;
    private long offset = -1;

    void object(JsonParser parser) throws IOException {
      object = parser.nextToken() == JsonToken.START_OBJECT;
      if (!object) {
        throw new IOException("not an object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (parser.nextToken() == JsonToken.START_OBJECT && name.equals("meta")) {
          meta(parser);
        } else {
          parser.skipChildren();
        }
      }
    }

    private void meta(JsonParser parser) throws IOException {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        switch (name) {
          case "id" -> id = text(parser, token);
          case "stream" -> stream = text(parser, token);
          case "topic" -> topic = text(parser, token);
          case "partition" -> partition = (int) Math.max(0, number(parser, token));
          case "offset" -> offset = number(parser, token);
          default -> parser.skipChildren();
        }
      }
    }

    private static @Nullable String text(JsonParser parser, JsonToken token) throws IOException {
      if (token == JsonToken.VALUE_STRING) {
        String text = parser.getText();
        return text.isEmpty() ? null : text;
      }
      parser.skipChildren();
      return null;
    }

    private static long number(JsonParser parser, JsonToken token) throws IOException {
      if (token == JsonToken.VALUE_NUMBER_INT
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        return parser.getLongValue();
      }
      parser.skipChildren();
      return -1;
    }

    Envelope result() {
      return new Envelope(object, id, stream, topic, partition, offset);
    }
  }
}
