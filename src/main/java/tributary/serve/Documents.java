package tributary.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The OpenAPI document at {@code /openapi.json}, and Swagger UI, from our own jar, at /docs. */
@RestController
class Documents {
  private final ApiDocument document;

  Documents(ApiDocument document) {
    this.document = document;
  }

  @GetMapping("/openapi.json")
  ResponseEntity<byte[]> openApi() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document.json());
  }

  @Configuration(proxyBeanMethods = false)
  static class SwaggerUi implements WebMvcConfigurer {
    private static final String FILES = "META-INF/resources/webjars/swagger-ui/";

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
      views.addViewController("/docs").setViewName("forward:/docs/index.html");
      views.addViewController("/docs/").setViewName("forward:/docs/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
      files
          .addResourceHandler("/docs/swagger-ui/**")
          .addResourceLocations("classpath:/" + FILES + version() + "/");
    }

    /** The jar names its folder by its version; whoever changes the version changes one place. */
    private static String version() {
      try {
        Resource[] found =
            new PathMatchingResourcePatternResolver()
                .getResources("classpath*:" + FILES + "*/swagger-ui.css");
        if (found.length == 0) {
          throw new IllegalStateException("Swagger UI is not on the class path");
        }
        String url = found[0].getURL().toString();
        String behind = url.substring(url.indexOf(FILES) + FILES.length());
        return behind.substring(0, behind.indexOf('/'));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
