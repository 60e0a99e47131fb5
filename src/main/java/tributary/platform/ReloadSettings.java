package tributary.platform;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Editing routes while the application runs.
 *
 * @param reloadRoutesFrom folder of route files whose edits take effect at once, for development;
 *     empty for none
 */
@Validated
@ConfigurationProperties("tributary.platform")
record ReloadSettings(@DefaultValue("") @NotNull String reloadRoutesFrom) {}
