package tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes keep to the schema that Camel itself publishes for its YAML. */
class RouteSchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchema SCHEMA = schema();

  private static JsonSchema schema() {
    try (InputStream file =
        RouteSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<RouteFile> files() {
    return RouteFile.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileKeepsToCamelsSchema(RouteFile file) {
    JsonNode routes = MAPPER.valueToTree(file.items());
    assertThat(faults(routes))
        .as("%s: a misspelt key is ignored or stops the start", file)
        .isEmpty();
  }

  @Test
  void theSchemaFindsAMisspeltKey() throws IOException {
    JsonNode wrong =
        MAPPER.readTree(
            "[{\"route\": {\"id\": \"a\", \"form\": {}, \"from\": {\"uri\": \"direct:a\", \"steps\": []}}}]");
    assertThat(faults(wrong)).isNotEmpty();
  }

  private static List<ValidationMessage> faults(JsonNode routes) {
    return SCHEMA.validate(routes).stream()
        .filter(message -> !isPlaceholder(message.getInstanceNode()))
        .toList();
  }

  /** Camel puts in the value of {{...}} before it looks at the type. */
  private static boolean isPlaceholder(JsonNode value) {
    return value != null && value.isTextual() && value.asText().matches("\\{\\{.+}}");
  }
}
