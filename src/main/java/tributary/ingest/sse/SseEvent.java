package tributary.ingest.sse;

import org.jspecify.annotations.Nullable;

/**
 * One dispatched event of a stream, its data as the bytes that came.
 *
 * @param type the {@code event} field; {@code message} when there was none
 * @param data the data lines joined by LF; only the head of them when {@code fullSha256} is set
 * @param id the last id the stream gave, as it came; null before the first
 * @param fullSize size in bytes of the whole data
 * @param fullSha256 hexadecimal SHA-256 of the whole data when only its head was kept, else null
 */
record SseEvent(
    String type, byte[] data, @Nullable String id, long fullSize, @Nullable String fullSha256) {

  boolean isCut() {
    return fullSha256 != null;
  }
}
