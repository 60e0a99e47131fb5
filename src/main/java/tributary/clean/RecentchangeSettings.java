package tributary.clean;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param types of changes that are kept; all others are filtered, and counted by their reason
 * @param talk whether changes on talk pages (namespaces that are odd and positive) are kept
 */
@Validated
@ConfigurationProperties("tributary.clean.recentchange")
public record RecentchangeSettings(
    @DefaultValue({"edit", "new", "log"}) @NotNull List<@NotBlank String> types,
    @DefaultValue("true") boolean talk) {}
