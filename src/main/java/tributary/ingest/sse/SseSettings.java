package tributary.ingest.sse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits and manners of the component's connections.
 *
 * @param url base of the streams, without a slash at its end; endpoints may name another
 * @param streams the order in which streams of one connection are asked for; what names none of
 *     them belongs to the first
 * @param userAgent the {@code User-Agent} header; endpoints may name another
 * @param since where a stream without a saved position begins; null for the latest
 * @param idleTimeout a connection without a byte for this long is given up; endpoints may ask for
 *     more
 * @param resumeOverlap how far before a stored event a resume begins
 * @param rememberedKeys number of keys of stored events by which repeats are known, a stream
 * @param maxEventSize bytes of the largest event kept whole
 * @param keptHead bytes kept of a larger one
 * @param maxInFlight events handed over and not acknowledged, at most
 * @param maxInFlightBytes bytes of those, at most
 * @param backoffMin first wait after a vain attempt
 * @param backoffMax longest wait
 * @param retryAfterMax longest wait a server can impose
 * @param connectTimeout for opening the socket
 * @param drainTimeout how long a connection that is given up waits for its acknowledgements
 */
public record SseSettings(
    String url,
    List<String> streams,
    String userAgent,
    @Nullable Instant since,
    Duration idleTimeout,
    Duration resumeOverlap,
    int rememberedKeys,
    int maxEventSize,
    int keptHead,
    int maxInFlight,
    long maxInFlightBytes,
    Duration backoffMin,
    Duration backoffMax,
    Duration retryAfterMax,
    Duration connectTimeout,
    Duration drainTimeout) {

  public SseSettings {
    streams = List.copyOf(streams);
  }

  /** What holds where nothing else is said. */
  public static SseSettings defaults() {
    return new SseSettings(
        "",
        List.of(),
        "Tributary",
        null,
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        250_000,
        1024 * 1024,
        64 * 1024,
        1_000,
        32L * 1024 * 1024,
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        Duration.ofMinutes(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }

  /** The same with another URL and another User-Agent, where they are given. */
  SseSettings with(@Nullable String otherUrl, @Nullable String otherUserAgent) {
    String base = otherUrl == null ? url : otherUrl;
    return new SseSettings(
        base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
        streams,
        otherUserAgent == null ? userAgent : otherUserAgent,
        since,
        idleTimeout,
        resumeOverlap,
        rememberedKeys,
        maxEventSize,
        keptHead,
        maxInFlight,
        maxInFlightBytes,
        backoffMin,
        backoffMax,
        retryAfterMax,
        connectTimeout,
        drainTimeout);
  }
}
