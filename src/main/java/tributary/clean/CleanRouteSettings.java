package tributary.clean;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the route files of this stage take as placeholders; here, so that a wrong value stops the
 * start and is named.
 *
 * @param batchSize largest number of raw records that are cleaned at once
 */
@Validated
@ConfigurationProperties("tributary.clean")
record CleanRouteSettings(@DefaultValue("1000") @Min(1) @Max(100_000) int batchSize) {}
