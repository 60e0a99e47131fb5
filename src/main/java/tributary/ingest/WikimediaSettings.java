package tributary.ingest;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import tributary.event.Topics;
import tributary.ingest.sse.SseSettings;

/**
 * How Wikimedia's EventStreams are read.
 *
 * @param url base of the streams, ending in {@code /v2/stream}
 * @param streams names of the streams to read, on one connection; none switches the source off
 * @param userAgent the whole {@code User-Agent} header; empty makes one of product, version and
 *     contact
 * @param contact a URL or mail address under which you can be reached, for the {@code User-Agent}
 * @param since where a stream with no saved position begins (ISO 8601); empty for the latest
 * @param idleTimeout a connection without a byte for so long is opened anew
 * @param resumeOverlap how far before a stored event a resume begins: costs repeats, which are
 *     dropped
 * @param rememberedIds how many newest stored events of a stream a repeat is known by
 * @param maxEventSize an event above this keeps only its head and goes to the dead letters
 * @param keptHead how much of such an event is kept
 * @param maxInFlight events that may be waiting for Kafka's acknowledgement
 * @param maxInFlightBytes size of those
 * @param backoffMin first wait after a vain attempt; doubles each time
 * @param backoffMax longest wait between attempts
 * @param retryAfterMax longest wait that the server can impose
 * @param connectTimeout for opening the socket
 * @param drainTimeout how long a connection that is given up waits for Kafka's acknowledgements
 */
@Validated
@ConfigurationProperties("tributary.ingest.wikimedia")
public record WikimediaSettings(
    @DefaultValue("https://stream.wikimedia.org/v2/stream") @NotNull URI url,
    @DefaultValue({"page-create", "recentchange"}) @NotNull List<String> streams,
    @DefaultValue("") @Pattern(regexp = "[ -~]*", message = "must be plain ASCII") String userAgent,
    @DefaultValue("") @Pattern(regexp = "[ -~]*", message = "must be plain ASCII") String contact,
    @Nullable Instant since,
    @DefaultValue("60s") @NotNull Duration idleTimeout,
    @DefaultValue("60s") @NotNull Duration resumeOverlap,
    @DefaultValue("250000") @Min(1) @Max(20_000_000) int rememberedIds,
    @DefaultValue("1MB") @NotNull DataSize maxEventSize,
    @DefaultValue("64KB") @NotNull DataSize keptHead,
    @DefaultValue("1000") @Min(1) @Max(100_000) int maxInFlight,
    @DefaultValue("32MB") @NotNull DataSize maxInFlightBytes,
    @DefaultValue("1s") @NotNull Duration backoffMin,
    @DefaultValue("60s") @NotNull Duration backoffMax,
    @DefaultValue("15m") @NotNull Duration retryAfterMax,
    @DefaultValue("10s") @NotNull Duration connectTimeout,
    @DefaultValue("5s") @NotNull Duration drainTimeout) {

  public WikimediaSettings {
    streams = streams.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
    List<String> known = Topics.wikimediaFeeds();
    for (String stream : streams) {
      if (!known.contains(stream)) {
        throw new IllegalArgumentException(
            "tributary.ingest.wikimedia.streams: there is no stream '"
                + stream
                + "' here; known are "
                + String.join(", ", known));
      }
    }
  }

  @AssertTrue(message = "tributary.ingest.wikimedia.url must be an absolute http or https URL")
  boolean isUrlUsable() {
    return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        && url.getHost() != null
        && url.getQuery() == null;
  }

  @AssertTrue(message = "tributary.ingest.wikimedia: streams must not name one twice")
  boolean isEveryStreamOnce() {
    return streams.stream().distinct().count() == streams.size();
  }

  @AssertTrue(message = "tributary.ingest.wikimedia: all times must be longer than zero")
  boolean isEveryTimePositive() {
    return Stream.of(idleTimeout, backoffMin, backoffMax, connectTimeout, drainTimeout)
        .allMatch(time -> time.toMillis() > 0);
  }

  @AssertTrue(
      message =
          "tributary.ingest.wikimedia: resume-overlap and retry-after-max must not be negative")
  boolean isNoTimeNegative() {
    return !resumeOverlap.isNegative() && !retryAfterMax.isNegative();
  }

  @AssertTrue(message = "tributary.ingest.wikimedia: backoff-max must not be below backoff-min")
  boolean isBackoffOrdered() {
    return backoffMax.compareTo(backoffMin) >= 0;
  }

  @AssertTrue(
      message =
          "tributary.ingest.wikimedia: sizes must hold 0 < kept-head <= max-event-size <= 1GB")
  boolean isEverySizePossible() {
    return keptHead.toBytes() > 0
        && keptHead.compareTo(maxEventSize) <= 0
        && maxEventSize.compareTo(DataSize.ofGigabytes(1)) <= 0
        && maxInFlightBytes.toBytes() > 0;
  }

  /** Whether nobody can be reached about the traffic this instance causes. */
  boolean isContactMissing() {
    return userAgent.isBlank() && contact.isBlank();
  }

  SseSettings toSse(String version) {
    String agent =
        userAgent.isBlank()
            ? "Tributary/%s (%s)"
                .formatted(version, contact.isBlank() ? "contact not set" : contact.strip())
            : userAgent.strip();
    return new SseSettings(
        url.toString(),
        streams,
        agent,
        since,
        idleTimeout,
        resumeOverlap,
        rememberedIds,
        (int) maxEventSize.toBytes(),
        (int) keptHead.toBytes(),
        maxInFlight,
        maxInFlightBytes.toBytes(),
        backoffMin,
        backoffMax,
        retryAfterMax,
        connectTimeout,
        drainTimeout);
  }
}
