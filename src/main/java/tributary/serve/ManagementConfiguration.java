package tributary.serve;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * What the management port has of its own. Imported into its context by name and never found by the
 * component scan, which would put the login in front of the public port.
 */
class ManagementConfiguration {
  @Bean
  FilterRegistrationBean<ConsoleLogin> consoleLogin(
      WebEndpointProperties endpoints, OperatorToken token) {
    FilterRegistrationBean<ConsoleLogin> registration =
        new FilterRegistrationBean<>(new ConsoleLogin(endpoints.getBasePath(), token));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
