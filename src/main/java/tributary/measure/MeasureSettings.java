package tributary.measure;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import tributary.event.summary.SummaryLimits;

/**
 * How changes are counted by the minute.
 *
 * @param threads that count in this process; more than the clean topic has partitions are idle, 0
 *     leaves the counting to other instances
 * @param interval how often changed minutes are written
 * @param retention how long before the newest change a minute stays in memory; a change of an older
 *     one makes it be counted again from the store
 * @param rememberedChanges of each partition, so that one that comes again counts once; when there
 *     are more, the oldest minutes leave memory before their time; 60 bytes each
 * @param lead minutes up to this long after the oldest record of a clean topic that has lost its
 *     beginning are counted from the store, when no state is left
 * @param openMinutes of each partition that are held ready for counting; an older one in memory
 *     costs a little more
 * @param workingKeys pages, and editors, that are counted exactly while summaries are added up
 * @param storedKeys pages, and editors, up to which a stored summary is exact
 * @param keptKeys how many a summary with more keeps, those with most changes first
 * @param batchSize largest number of minutes that are written at once
 * @param rollUpInterval milliseconds between two looks whether hours or days are to be added up
 * @param hoursAWake how many hours are added up at one wake-up, so that a long catch-up leaves room
 *     for others
 * @param maxInFlight requests to the store that may be under way at once
 * @param restartPause before a counting thread that failed is replaced
 * @param stopTimeout how long the counting threads may take to end
 */
@Validated
@ConfigurationProperties("tributary.measure")
public record MeasureSettings(
    @DefaultValue("2") @Min(0) @Max(64) int threads,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration interval,
    @DefaultValue("26h") @NotNull @DurationMin(minutes = 1) Duration retention,
    @DefaultValue("250000") @Min(1) @Max(50_000_000) int rememberedChanges,
    @DefaultValue("10m") @NotNull @DurationMin(nanos = 0) Duration lead,
    @DefaultValue("16") @Min(1) @Max(10_000) int openMinutes,
    @DefaultValue("200000") @Min(2) @Max(10_000_000) int workingKeys,
    @DefaultValue("20000") @Min(2) @Max(10_000_000) int storedKeys,
    @DefaultValue("4096") @Min(2) @Max(1_000_000) int keptKeys,
    @DefaultValue("500") @Min(1) @Max(100_000) int batchSize,
    @DefaultValue("5000") @Min(100) @Max(3_600_000) int rollUpInterval,
    @DefaultValue("48") @Min(1) int hoursAWake,
    @DefaultValue("32") @Min(1) @Max(4096) int maxInFlight,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration restartPause,
    @DefaultValue("8s") @NotNull @DurationMin(millis = 1) Duration stopTimeout) {

  @AssertTrue(message = "tributary.measure: kept-keys <= stored-keys <= working-keys has to hold")
  boolean isOrderOfKeysKept() {
    return keptKeys <= storedKeys && storedKeys <= workingKeys;
  }

  SummaryLimits limits() {
    return new SummaryLimits(workingKeys, storedKeys, keptKeys);
  }
}
