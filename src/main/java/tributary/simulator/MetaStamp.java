package tributary.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Adds {@code topic}, {@code partition} and {@code offset} to the {@code meta} of an event, as the
 * service does, and leaves every other byte as it was. What has no {@code meta} object, or has an
 * offset already, stays untouched.
 */
final class MetaStamp {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] data;

  /** Index of the brace that closes {@code meta}; -1 when nothing is to be added. */
  private final int closing;

  private final boolean empty;

  private MetaStamp(byte[] data, int closing, boolean empty) {
    this.data = data;
    this.closing = closing;
    this.empty = empty;
  }

  static MetaStamp of(byte[] data) {
    try (JsonParser parser = JSON.createParser(data)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean meta = parser.currentName().equals("meta");
          if (parser.nextToken() == JsonToken.START_OBJECT && meta) {
            return inside(parser, data);
          }
          parser.skipChildren();
        }
      }
    } catch (IOException notJson) {
      // garbage is sent as it is
    }
    return new MetaStamp(data, -1, false);
  }

  private static MetaStamp inside(JsonParser parser, byte[] data) throws IOException {
    boolean empty = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      empty = false;
      if (parser.currentName().equals("offset")) {
        return new MetaStamp(data, -1, false);
      }
      parser.nextToken();
      parser.skipChildren();
    }
    int closing = (int) parser.currentTokenLocation().getByteOffset();
    return new MetaStamp(data, data[closing] == '}' ? closing : -1, empty);
  }

  byte[] at(String topic, long offset) {
    if (closing < 0) {
      return data;
    }
    String added =
        "%s\"topic\":\"%s\",\"partition\":0,\"offset\":%d"
            .formatted(empty ? "" : ",", topic, offset);
    ByteArrayOutputStream stamped = new ByteArrayOutputStream(data.length + added.length());
    stamped.write(data, 0, closing);
    stamped.writeBytes(added.getBytes(StandardCharsets.UTF_8));
    stamped.write(data, closing, data.length - closing);
    return stamped.toByteArray();
  }
}
