package tributary.serve;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the HTTP API.
 *
 * @param requestThreads requests that are worked on at once
 * @param queryTimeout how long one request may wait for the store
 * @param fanOut reads of the store that one request may have under way
 * @param maxScan rows one request may look at; a list that meets the bound answers what it has and
 *     a cursor
 * @param maxParts partitions of changes one request may look at, with the same end
 * @param maxRange longest range for which active users are counted
 * @param maxBody largest request body in bytes
 * @param retryAfter what a client is told to wait while something is away
 * @param maxAge how long a client may keep a finished and complete report without asking again
 * @param reportFreshness how old a report may be that is answered without asking the store
 * @param reportCache reports held in memory
 * @param staleAfter silence of a feed after which it is shown as stale
 * @param catchingUpLag records behind from which a feed is shown as catching up
 * @param kafkaTimeout how long one request may wait for Kafka
 * @param deadLetterBytes bytes of dead letters that one answer holds at most
 * @param replayTime longest time that one replay of dead letters may take
 * @param operatorToken what an operator shows to replay dead letters; when not set, a random one is
 *     written to {@code operator-token} in the data directory
 */
@Validated
@ConfigurationProperties("tributary.serve")
record ServeSettings(
    @DefaultValue("32") @Min(1) @Max(1000) int requestThreads,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 1) Duration queryTimeout,
    @DefaultValue("16") @Min(1) @Max(256) int fanOut,
    @DefaultValue("20000") @Min(1000) int maxScan,
    @DefaultValue("3000") @Min(10) int maxParts,
    @DefaultValue("31d") @NotNull @DurationMin(millis = 1) Duration maxRange,
    @DefaultValue("65536") @Min(1024) @Max(10_485_760) int maxBody,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 1) Duration retryAfter,
    @DefaultValue("1h") @NotNull @DurationMin(nanos = 0) Duration maxAge,
    @DefaultValue("500ms") @NotNull @DurationMin(nanos = 0) Duration reportFreshness,
    @DefaultValue("200") @Min(3) int reportCache,
    @DefaultValue("5m") @NotNull @DurationMin(millis = 1) Duration staleAfter,
    @DefaultValue("1000") @Min(1) long catchingUpLag,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 1) Duration kafkaTimeout,
    @DefaultValue("8388608") @Min(65_536) int deadLetterBytes,
    @DefaultValue("60s") @NotNull @DurationMin(millis = 1) Duration replayTime,
    @Nullable String operatorToken) {}
