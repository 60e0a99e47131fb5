package tributary;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Tributary: the stages of {@code routes/}, and Kafka and Cassandra beside them. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TributaryApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(TributaryApplication.class, arguments);
  }
}
