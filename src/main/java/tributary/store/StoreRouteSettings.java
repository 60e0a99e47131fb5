package tributary.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the route files of this stage take as placeholders; here, so that a wrong value stops the
 * start and is named.
 *
 * @param consumers of each clean topic in this process; more than its partitions are idle
 * @param batchSize largest number of events that are written at once by one consumer
 * @param releaseInterval milliseconds between two looks whether the time of quarantined events has
 *     come
 * @param signatureInterval milliseconds between two looks whether signatures for the search are to
 *     be made
 */
@Validated
@ConfigurationProperties("tributary.store")
record StoreRouteSettings(
    @DefaultValue("2") @Min(1) @Max(256) int consumers,
    @DefaultValue("500") @Min(1) @Max(100_000) int batchSize,
    @DefaultValue("20000") @Min(100) @Max(86_400_000) int releaseInterval,
    @DefaultValue("5000") @Min(100) @Max(86_400_000) int signatureInterval) {}
