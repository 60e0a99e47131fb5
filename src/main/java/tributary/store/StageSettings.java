package tributary.store;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param rememberedMarkers how many index rows are known to be written already and not written
 *     again
 * @param rememberedPages newest pages of each partition that are known one by one; about what is
 *     older the store is asked before it is written
 * @param groupedBytes rows of one partition that travel to the store in one request; Cassandra
 *     itself warns of batches above 5 KiB (batch_size_warn_threshold)
 */
@Validated
@ConfigurationProperties("tributary.store.events")
public record StageSettings(
    @DefaultValue("100000") @Min(0) @Max(10_000_000) int rememberedMarkers,
    @DefaultValue("20000") @Min(1000) @Max(10_000_000) int rememberedPages,
    @DefaultValue("4KB") @NotNull DataSize groupedBytes) {

  @AssertTrue(message = "tributary.store.events.grouped-bytes must be from 0 to 50KB")
  boolean isGroupOfRightSize() {
    return !groupedBytes.isNegative() && groupedBytes.compareTo(DataSize.ofKilobytes(50)) <= 0;
  }
}
