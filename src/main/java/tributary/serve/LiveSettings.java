package tributary.serve;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the live stream.
 *
 * @param interval time between two deltas
 * @param heartbeat time between two comments that keep the connection alive
 * @param retry what clients are told to wait before they connect again
 * @param window seconds that are shown one by one
 * @param lookback whole minutes that the summary speaks of, with the running one
 * @param refresh how often summary, minutes and states are looked up while somebody listens
 * @param changes newest changes in one delta; the rest is counted
 * @param pages newest page creations in one delta; the rest is counted
 * @param snapshotChanges newest changes in a snapshot
 * @param snapshotPages newest page creations in a snapshot
 * @param maxRow characters of the largest row that is shown; a larger one is only counted
 * @param history deltas that are held for clients that come back
 * @param historySize bytes of such deltas at most
 * @param queue deltas that may wait for one client; beyond it a snapshot takes their place
 * @param writeTimeout a client that takes nothing for so long is cut; after 20 seconds the web
 *     server does it
 * @param maxClients clients at the same time
 * @param linger how long reading goes on when the last client has gone
 * @param tail records of each topic that are read at least, for what is shown first
 * @param maxLag records that reading may be behind before it jumps to the end and counts the rest
 */
@Validated
@ConfigurationProperties("tributary.serve.live")
record LiveSettings(
    @DefaultValue("125ms") @NotNull @DurationMin(millis = 100) @DurationMax(millis = 250)
        Duration interval,
    @DefaultValue("15s") @NotNull @DurationMin(millis = 100) Duration heartbeat,
    @DefaultValue("2s") @NotNull @DurationMin(millis = 1) Duration retry,
    @DefaultValue("120s") @NotNull @DurationMin(seconds = 10) @DurationMax(minutes = 15)
        Duration window,
    @DefaultValue("30m") @NotNull @DurationMin(minutes = 1) @DurationMax(hours = 24)
        Duration lookback,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 100) Duration refresh,
    @DefaultValue("25") @Min(1) @Max(1000) int changes,
    @DefaultValue("10") @Min(1) @Max(1000) int pages,
    @DefaultValue("100") @Min(1) @Max(1000) int snapshotChanges,
    @DefaultValue("25") @Min(1) @Max(1000) int snapshotPages,
    @DefaultValue("32768") @Min(1024) @Max(1_048_576) int maxRow,
    @DefaultValue("240") @Min(1) @Max(10_000) int history,
    @DefaultValue("8MB") @NotNull DataSize historySize,
    @DefaultValue("16") @Min(1) @Max(1000) int queue,
    @DefaultValue("15s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 20)
        Duration writeTimeout,
    @DefaultValue("1000") @Min(1) @Max(100_000) int maxClients,
    @DefaultValue("30s") @NotNull @DurationMin(nanos = 0) Duration linger,
    @DefaultValue("400") @Min(1) int tail,
    @DefaultValue("20000") @Min(100) @Max(1_000_000) int maxLag) {

  @AssertTrue(message = "tributary.serve.live.history-size must not be negative")
  boolean isHistorySizePossible() {
    return !historySize.isNegative();
  }
}
