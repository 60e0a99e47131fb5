package tributary.report;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.quartz.CronExpression;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the route files of this stage take as placeholders; here, so that a wrong value stops the
 * start and is named.
 *
 * @param cron when all reports that are due are looked for (seconds, minutes, hours, day, month,
 *     weekday)
 * @param refreshInterval milliseconds between two looks whether hours were written to
 */
@Validated
@ConfigurationProperties("tributary.report")
record ReportRouteSettings(
    @DefaultValue("0 0 * * * ?") @NotNull String cron,
    @DefaultValue("2000") @Min(100) @Max(3_600_000) int refreshInterval) {

  @AssertTrue(message = "tributary.report.cron must be a Quartz cron expression, as 0 0 * * * ?")
  boolean isCronUsable() {
    return CronExpression.isValidExpression(cron);
  }
}
