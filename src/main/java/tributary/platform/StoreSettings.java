package tributary.platform;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where and how rows are kept.
 *
 * @param keyspace Cassandra keyspace of this installation
 * @param replication CQL map with the replication of a keyspace that is created here
 * @param pageRetention how long page creations are kept after they were written; 0 is for ever
 * @param changeRetention how long recent changes are kept after they were written; 0 is for ever
 * @param reportRetention how long finished reports are kept; 0 is for ever (they can be computed
 *     again)
 * @param quarantineRetention how long events from the future are kept while their time has not come
 * @param maxInFlight writes that may be under way at once in this process
 * @param connectRetry pause between two attempts to reach the store
 */
@Validated
@ConfigurationProperties("tributary.store")
public record StoreSettings(
    @DefaultValue("tributary") @Pattern(regexp = "[a-z][a-z0-9_]{0,47}") String keyspace,
    @DefaultValue("{'class': 'SimpleStrategy', 'replication_factor': 1}")
        @Pattern(regexp = "\\{[A-Za-z0-9_':, ]+}")
        String replication,
    @DefaultValue("0s") @NotNull @DurationMin(nanos = 0) Duration pageRetention,
    @DefaultValue("90d") @NotNull @DurationMin(nanos = 0) Duration changeRetention,
    @DefaultValue("0s") @NotNull @DurationMin(nanos = 0) Duration reportRetention,
    @DefaultValue("0s") @NotNull @DurationMin(nanos = 0) Duration quarantineRetention,
    @DefaultValue("512") @Min(1) @Max(32_768) int maxInFlight,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration connectRetry) {}
