package tributary.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The clean form of a page creation: a flat JSON object with names in snake_case. */
public final class PageCreateJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerFor(PageCreate.class);
  private static final ObjectReader READER = MAPPER.readerFor(PageCreate.class);

  private PageCreateJson() {}

  public static byte[] write(PageCreate page) {
    try {
      return WRITER.writeValueAsBytes(page);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A page creation is plain data", e);
    }
  }

  /**
   * @throws MalformedEvent when the bytes are not what {@link #write} makes
   */
  @SuppressWarnings("NullAway") // Jackson gives null for absent fields, which is what is looked for
  public static PageCreate read(byte[] json) throws MalformedEvent {
    PageCreate page;
    try {
      page = READER.readValue(json);
    } catch (IOException e) {
      throw new MalformedEvent("not-clean", "Not a clean page creation: " + e.getClass().getName());
    }
    if (page == null
        || page.eventId() == null
        || page.createdAt() == null
        || page.domain() == null
        || page.wiki() == null
        || page.pageTitle() == null) {
      throw new MalformedEvent("not-clean", "A clean page creation lacks a required field");
    }
    return page;
  }
}
