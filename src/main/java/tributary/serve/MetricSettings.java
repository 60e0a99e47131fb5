package tributary.serve;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import tributary.event.summary.SummaryLimits;

/**
 * Limits of the metrics and of their history.
 *
 * @param maxRange longest range of a metric; a look-back has 90 days at most in any case
 * @param maxHistory longest range of a history
 * @param freshness how old an answer may be that is given again without asking the store
 * @param heldAnswers bytes of such answers
 * @param heldSummaries bytes of summaries that stay in memory because they did not change, about
 * @param maxKeys pages, and editors, that one request counts by name
 * @param sums requests that may add up pages or editors at the same time, each with so many keys
 */
@Validated
@ConfigurationProperties("tributary.serve.metrics")
record MetricSettings(
    @DefaultValue("90d") @NotNull @DurationMin(minutes = 1) Duration maxRange,
    @DefaultValue("400d") @NotNull @DurationMin(minutes = 1) Duration maxHistory,
    @DefaultValue("500ms") @NotNull @DurationMin(nanos = 0) Duration freshness,
    @DefaultValue("16MB") @NotNull DataSize heldAnswers,
    @DefaultValue("64MB") @NotNull DataSize heldSummaries,
    @DefaultValue("200000") @Min(100) @Max(10_000_000) int maxKeys,
    @DefaultValue("4") @Min(1) @Max(1000) int sums) {

  @AssertTrue(message = "tributary.serve.metrics.held-answers must not be negative")
  boolean isHeldAnswersPossible() {
    return !heldAnswers.isNegative();
  }

  @AssertTrue(message = "tributary.serve.metrics.held-summaries must not be negative")
  boolean isHeldSummariesPossible() {
    return !heldSummaries.isNegative();
  }

  /** Nothing is written here: what is stored has been cut by the one who wrote it. */
  SummaryLimits limits() {
    return new SummaryLimits(maxKeys, maxKeys, Math.max(2, Math.min(maxKeys, 4_096)));
  }
}
