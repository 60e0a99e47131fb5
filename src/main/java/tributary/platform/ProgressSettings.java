package tributary.platform;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a stretch of event time counts as known.
 *
 * @param grace how much later than its own time an event of a live feed may come in and still count
 *     as in time
 */
@Validated
@ConfigurationProperties("tributary.report")
record ProgressSettings(@DefaultValue("1m") @NotNull @DurationMin(nanos = 0) Duration grace) {}
