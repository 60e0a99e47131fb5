package tributary.platform;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param futureTolerance an event further ahead of now than this is quarantined: kept and counted,
 *     but in no answer and moving no clock until its time has come
 */
@Validated
@ConfigurationProperties("tributary.event-time")
public record EventTimeSettings(
    @DefaultValue("5m") @NotNull @DurationMin(nanos = 0) Duration futureTolerance) {

  public boolean isEarly(Instant at, Instant now) {
    return at.isAfter(now.plus(futureTolerance));
  }
}
