package tributary.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Turns records into Server-Sent Events, or into lines of JSON, in the style asked for. */
final class FrameWriter {
  private final FrameStyle style;
  private final byte[] lineEnd;
  private final String colon;

  FrameWriter(FrameStyle style) {
    this.style = style;
    this.lineEnd = bytes(style.crlf() ? "\r\n" : "\n");
    this.colon = style.noSpaceAfterColon() ? ":" : ": ";
  }

  void beginning(ByteArrayOutputStream out) {
    if (style.byteOrderMark()) {
      out.writeBytes(bytes("\uFEFF"));
    }
    comment(out, "ok");
  }

  void comment(ByteArrayOutputStream out, String text) {
    line(out, bytes(":" + text));
    out.writeBytes(lineEnd);
  }

  void event(ByteArrayOutputStream out, String id, byte[] data) {
    line(out, bytes("event" + colon + "message"));
    if (style.comments()) {
      line(out, bytes(": a comment inside an event"));
    }
    line(out, bytes("id" + colon + id));
    data(out, style.manyLines() ? indented(data) : data);
    out.writeBytes(lineEnd);
    if (style.comments()) {
      line(out, bytes(":"));
    }
  }

  void error(ByteArrayOutputStream out, String json) {
    line(out, bytes("event" + colon + "error"));
    data(out, bytes(json));
    out.writeBytes(lineEnd);
  }

  /** One line of JSON, for clients that asked for {@code application/json}. */
  void jsonLine(ByteArrayOutputStream out, byte[] data) {
    out.writeBytes(data);
    out.write('\n');
  }

  // every line end inside the data makes another data line, whichever of the three it is
  private void data(ByteArrayOutputStream out, byte[] data) {
    byte[] name = bytes("data" + colon);
    int start = 0;
    for (int i = 0; i <= data.length; i++) {
      if (i == data.length || data[i] == '\n' || data[i] == '\r') {
        out.writeBytes(name);
        out.write(data, start, i - start);
        out.writeBytes(lineEnd);
        if (i + 1 < data.length && data[i] == '\r' && data[i + 1] == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
  }

  private void line(ByteArrayOutputStream out, byte[] line) {
    out.writeBytes(line);
    out.writeBytes(lineEnd);
  }

  private static byte[] indented(byte[] data) {
    JsonNode value = Json.read(data);
    return value == null ? data : bytes(value.toPrettyString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
