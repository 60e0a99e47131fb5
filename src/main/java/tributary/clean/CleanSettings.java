package tributary.clean;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param rememberedIds how many of the newest event ids are known, so that one that comes again is
 *     a repeat; 32 bytes each
 */
@Validated
@ConfigurationProperties("tributary.clean")
public record CleanSettings(
    @DefaultValue("250000") @Min(1000) @Max(10_000_000) int rememberedIds) {}
