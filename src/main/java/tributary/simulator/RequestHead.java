package tributary.simulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request as it came.
 *
 * @param target path and query, still encoded
 * @param headers by lower-case name; of a repeated one the last
 * @param body empty without Content-Length
 */
record RequestHead(String method, String target, Map<String, String> headers, byte[] body) {
  private static final int LONGEST_HEAD = 1 << 18;
  private static final int LONGEST_BODY = 1 << 26;

  static RequestHead read(InputStream in) throws IOException {
    String[] lines = readHead(in).split("\r\n");
    String[] first = lines[0].split(" ");
    if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP/1.1 request: " + lines[0]);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (length > LONGEST_BODY) {
      throw new IOException("body too long: " + length);
    }
    return new RequestHead(first[0], first[1], headers, in.readNBytes(length));
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int end = 0;
    while (end < 4) {
      int next = in.read();
      if (next < 0 || head.size() > LONGEST_HEAD) {
        throw new EOFException("no whole request head");
      }
      head.write(next);
      end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.UTF_8);
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  String path() {
    int question = target.indexOf('?');
    return decoded(question < 0 ? target : target.substring(0, question));
  }

  /** The first value of a query parameter, decoded; null when it is not there. */
  @Nullable String query(String name) {
    int question = target.indexOf('?');
    if (question < 0) {
      return null;
    }
    for (String pair : target.substring(question + 1).split("&")) {
      int equals = pair.indexOf('=');
      if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
        return equals < 0 ? "" : decoded(pair.substring(equals + 1));
      }
    }
    return null;
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return part;
    }
  }
}
