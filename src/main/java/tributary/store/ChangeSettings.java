package tributary.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param remembered newest changes of each partition that are known one by one; about what is older
 *     the store is asked before it is written
 * @param signedHours hours whose signatures for the search are made at one wake-up
 */
@Validated
@ConfigurationProperties("tributary.store.changes")
public record ChangeSettings(
    @DefaultValue("50000") @Min(1000) @Max(10_000_000) int remembered,
    @DefaultValue("12") @Min(1) @Max(10_000) int signedHours) {}
