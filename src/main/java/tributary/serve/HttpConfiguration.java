package tributary.serve;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** How the web server behaves where its defaults do not fit. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  /**
   * Lets escaped slashes through (user names contain them), shows its own errors as problems, and
   * gives up a connection at once when it is told to.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> escapedSlashes() {
    return tomcat -> {
      tomcat.addConnectorCustomizers(
          connector -> {
            connector.setEncodedSolidusHandling("passthrough");
            connector.setEncodedReverseSolidusHandling("passthrough");
            // A live stream that breaks is still known to a thread of ours for a moment; were its
            // request used again for another connection, that one would get the error.
            connector.setProperty("processorCache", "0");
          });
      tomcat.addContextValves(new CuttingValve());
      tomcat.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(ProblemValve.class.getName());
            }
          });
    };
  }

  /** Where Camel works on requests; when all are busy, the connection's own thread does it. */
  @Bean
  Executor requestExecutor(ServeSettings settings) {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setThreadNamePrefix("request-");
    executor.setCorePoolSize(settings.requestThreads());
    executor.setMaxPoolSize(settings.requestThreads());
    executor.setQueueCapacity(settings.requestThreads());
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    executor.setAllowCoreThreadTimeOut(true);
    return executor;
  }
}
