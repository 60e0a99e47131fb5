package tributary.clean;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param rememberedIds how many of the newest event ids are known, so that one that comes again is
 *     a repeat; 24 bytes each
 * @param futureTolerance an event further ahead of now than this moves no clock of ours
 */
@Validated
@ConfigurationProperties("tributary.clean")
public record CleanSettings(
    @DefaultValue("250000") @Min(1000) @Max(10_000_000) int rememberedIds,
    @DefaultValue("5m") @NotNull Duration futureTolerance) {}
