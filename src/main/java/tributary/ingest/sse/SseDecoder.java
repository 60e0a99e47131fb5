package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a stream of Server-Sent Events as the WHATWG standard says (HTML, section 9.2.6), from
 * byte chunks cut anywhere, in bounded memory: of an event above the cap only the head is kept,
 * while its size and hash still cover all of it. One decoder serves one connection.
 */
final class SseDecoder {
  /** Takes the events in order; what it throws ends the decoding. */
  interface Sink {
    void event(SseEvent event) throws IOException, InterruptedException;
  }

  private enum Part {
    NAME,
    FIRST_OF_VALUE,
    VALUE
  }

  private enum Field {
    DATA,
    EVENT,
    ID,
    RETRY,
    OTHER;

    static Field named(byte[] name, int length) {
      return switch (length) {
        case 2 -> name[0] == 'i' && name[1] == 'd' ? ID : OTHER;
        case 4 ->
            name[0] == 'd' && name[1] == 'a' && name[2] == 't' && name[3] == 'a' ? DATA : OTHER;
        case 5 -> five(new String(name, 0, 5, US_ASCII));
        default -> OTHER;
      };
    }

    private static Field five(String name) {
      return name.equals("event") ? EVENT : name.equals("retry") ? RETRY : OTHER;
    }
  }

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Ids, event names and retry times longer than this are ignored; real ones have 200 bytes. */
  static final int MAX_FIELD = 64 * 1024;

  private static final int LONGEST_NAME = 5;

  private final int maxEvent;
  private final int keptHead;

  private int bomMatched;
  private boolean started;
  private boolean afterCr;
  private Part part = Part.NAME;
  private boolean lineEmpty = true;
  private final byte[] name = new byte[LONGEST_NAME + 1];
  private int nameLength;
  private Field field = Field.OTHER;
  private final Bytes value = new Bytes();
  private boolean valueTooLong;

  private final Bytes data = new Bytes();
  private long dataSize;
  private int dataLines;
  private @Nullable MessageDigest digest;
  private String type = "";
  private @Nullable String id;
  private long retryMillis = -1;

  /**
   * @param maxEvent largest data in bytes that is kept whole
   * @param keptHead how many bytes are kept of anything larger; not above {@code maxEvent}
   */
  SseDecoder(int maxEvent, int keptHead) {
    this.maxEvent = maxEvent;
    this.keptHead = Math.min(keptHead, maxEvent);
  }

  /** The reconnection time the server asked for, in milliseconds; -1 when it did not. */
  long retryMillis() {
    return retryMillis;
  }

  void push(byte[] chunk, int from, int length, Sink sink)
      throws IOException, InterruptedException {
    int end = from + length;
    int at = from;
    while (!started && at < end) {
      if (bomMatched < BOM.length && chunk[at] == BOM[bomMatched]) {
        at++;
        started = ++bomMatched == BOM.length;
      } else {
        started = true;
        // what looked like a byte order mark was the beginning of a line
        take(BOM, 0, bomMatched);
      }
    }
    while (at < end) {
      if (afterCr) {
        afterCr = false;
        if (chunk[at] == '\n') {
          at++;
          continue;
        }
      }
      int stop = lineEnd(chunk, at, end);
      take(chunk, at, stop);
      if (stop < end) {
        afterCr = chunk[stop] == '\r';
        endLine(sink);
        stop++;
      }
      at = stop;
    }
  }

  private static int lineEnd(byte[] chunk, int from, int end) {
    int at = from;
    while (at < end && chunk[at] != '\n' && chunk[at] != '\r') {
      at++;
    }
    return at;
  }

  /** Bytes of the current line, without its end. */
  private void take(byte[] chunk, int from, int end) {
    int at = from;
    if (at < end) {
      lineEmpty = false;
    }
    while (part == Part.NAME && at < end) {
      byte next = chunk[at++];
      if (next == ':') {
        field = Field.named(name, nameLength);
        part = Part.FIRST_OF_VALUE;
        beginValue();
      } else if (nameLength <= LONGEST_NAME) {
        name[nameLength++] = next;
      }
    }
    if (part == Part.FIRST_OF_VALUE && at < end) {
      part = Part.VALUE;
      if (chunk[at] == ' ') {
        at++;
      }
    }
    if (part == Part.VALUE && at < end) {
      takeValue(chunk, at, end);
    }
  }

  private void beginValue() {
    if (field == Field.DATA && dataLines++ > 0) {
      addData(new byte[] {'\n'}, 0, 1);
    }
  }

  private void takeValue(byte[] chunk, int from, int end) {
    switch (field) {
      case DATA -> addData(chunk, from, end);
      case ID, EVENT, RETRY -> {
        if (value.size() + end - from > MAX_FIELD) {
          valueTooLong = true;
        } else {
          value.write(chunk, from, end - from);
        }
      }
      default -> {
        // comments and unknown fields
      }
    }
  }

  private void addData(byte[] chunk, int from, int end) {
    int length = end - from;
    dataSize += length;
    if (digest != null) {
      digest.update(chunk, from, length);
    } else if (dataSize <= maxEvent) {
      data.write(chunk, from, length);
    } else {
      digest = Sha256.digest();
      digest.update(data.array(), 0, data.size());
      digest.update(chunk, from, length);
      data.write(chunk, from, Math.max(0, Math.min(length, keptHead - data.size())));
      data.keep(keptHead);
    }
  }

  private void endLine(Sink sink) throws IOException, InterruptedException {
    if (lineEmpty) {
      dispatch(sink);
      return;
    }
    if (part == Part.NAME) {
      field = Field.named(name, nameLength);
      beginValue();
    }
    if (!valueTooLong) {
      useField();
    }
    part = Part.NAME;
    nameLength = 0;
    field = Field.OTHER;
    value.reset();
    valueTooLong = false;
    lineEmpty = true;
  }

  private void useField() {
    switch (field) {
      case EVENT -> type = value.toString(UTF_8);
      case ID -> {
        String given = value.toString(UTF_8);
        if (given.indexOf('\0') < 0) {
          id = given;
        }
      }
      case RETRY -> {
        String given = value.toString(US_ASCII);
        if (!given.isEmpty()
            && given.length() < 10
            && given.chars().allMatch(c -> c >= '0' && c <= '9')) {
          retryMillis = Long.parseLong(given);
        }
      }
      default -> {
        // data was taken as it came; the rest means nothing
      }
    }
  }

  private void dispatch(Sink sink) throws IOException, InterruptedException {
    if (dataLines > 0) {
      SseEvent event =
          new SseEvent(
              type.isEmpty() ? "message" : type,
              data.toByteArray(),
              id,
              dataSize,
              digest == null ? null : HexFormat.of().formatHex(digest.digest()));
      clear();
      sink.event(event);
    } else {
      clear();
    }
  }

  private void clear() {
    data.reset();
    dataSize = 0;
    dataLines = 0;
    digest = null;
    type = "";
  }

  /** A growing buffer whose bytes can be read in place and cut. */
  private static final class Bytes extends ByteArrayOutputStream {
    private static final int WORTH_KEEPING = 128 * 1024;

    byte[] array() {
      return buf;
    }

    void keep(int most) {
      count = Math.min(count, most);
    }

    @Override
    public synchronized void reset() {
      super.reset();
      if (buf.length > WORTH_KEEPING) {
        buf = new byte[1024];
      }
    }
  }
}
