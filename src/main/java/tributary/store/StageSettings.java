package tributary.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param rememberedMarkers how many index rows are known to be written already and not written
 *     again
 */
@Validated
@ConfigurationProperties("tributary.store.events")
public record StageSettings(
    @DefaultValue("100000") @Min(0) @Max(10_000_000) int rememberedMarkers) {}
