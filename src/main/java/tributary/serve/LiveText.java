package tributary.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes snapshots and deltas as JSON, each once for all clients, and puts them into events. */
final class LiveText {
  private LiveText() {}

  /** All that is shown. */
  static byte[] snapshot(
      Instant now, String mode, LiveBoard.View view, LiveNumbers.Numbers numbers) {
    return json(
        json -> {
          json.writeStringField("as_of", time(now));
          json.writeStringField("mode", mode);
          raw(json, "feeds", numbers.feeds());
          raw(json, "summary", numbers.summary() == null ? "null" : numbers.summary());
          raws(json, "minutes", numbers.minutes().values());
          seconds(json, view.seconds());
          rows(json, "changes", view.changes());
          rows(json, "pages", view.pages());
        });
  }

  /** What came in one interval; of the numbers only those that are others than before. */
  static byte[] delta(
      Instant now, LiveBoard.Delta delta, LiveNumbers.Numbers numbers, LiveNumbers.Numbers before) {
    return json(
        json -> {
          json.writeStringField("as_of", time(now));
          rows(json, "changes", delta.changes());
          json.writeNumberField("more", delta.more());
          rows(json, "pages", delta.pages());
          json.writeNumberField("more_pages", delta.morePages());
          seconds(json, delta.seconds());
          List<String> minutes = numbers.minutesSince(before);
          if (!minutes.isEmpty()) {
            raws(json, "minutes", minutes);
          }
          if (numbers.summary() != null && !numbers.summary().equals(before.summary())) {
            raw(json, "summary", numbers.summary());
          }
          if (!numbers.feeds().equals(before.feeds())) {
            raw(json, "feeds", numbers.feeds());
          }
        });
  }

  /** The JSON as one event of a stream; it has no line breaks in it. */
  static byte[] event(String name, String id, byte[] json) {
    byte[] head =
        ("id: " + id + "\nevent: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
    byte[] event = new byte[head.length + json.length + 2];
    System.arraycopy(head, 0, event, 0, head.length);
    System.arraycopy(json, 0, event, head.length, json.length);
    event[event.length - 2] = '\n';
    event[event.length - 1] = '\n';
    return event;
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] json(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
    try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("What is shown is plain data", e);
    }
    return bytes.toByteArray();
  }

  private static String time(Instant now) {
    return now.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static void raw(JsonGenerator json, String name, String value) throws IOException {
    json.writeFieldName(name);
    json.writeRawValue(value);
  }

  private static void raws(JsonGenerator json, String name, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeRawValue(value);
    }
    json.writeEndArray();
  }

  private static void rows(JsonGenerator json, String name, List<LiveRow> rows) throws IOException {
    raws(json, name, rows.stream().map(LiveRow::json).toList());
  }

  private static void seconds(JsonGenerator json, List<LiveSeconds.Second> seconds)
      throws IOException {
    json.writeArrayFieldStart("seconds");
    for (LiveSeconds.Second second : seconds) {
      json.writeStartObject();
      json.writeStringField("start", second.start().toString());
      number(json, "events", second.events());
      number(json, "bytes", second.bytes());
      number(json, "page_creations", second.pageCreations());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String name, @Nullable Long value)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }
}
