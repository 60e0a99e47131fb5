package tributary.report;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxInFlight requests to the store that may be under way at once
 * @param hoursAWake how many hours are counted again at one wake-up, so that a long catch-up leaves
 *     room for others
 * @param runningInterval the hour that is still running is counted again at most this often
 * @param aheadInterval reports as of hours to come are computed again at most this often
 * @param grace how far stored events have to reach beyond the end of a report before it is called
 *     complete
 */
@Validated
@ConfigurationProperties("tributary.report")
public record ReportSettings(
    @DefaultValue("64") @Min(1) @Max(4096) int maxInFlight,
    @DefaultValue("48") @Min(1) int hoursAWake,
    @DefaultValue("5s") @NotNull @DurationMin(nanos = 0) Duration runningInterval,
    @DefaultValue("15s") @NotNull @DurationMin(nanos = 0) Duration aheadInterval,
    @DefaultValue("1m") @NotNull @DurationMin(nanos = 0) Duration grace) {}
