package tributary.platform.kafkabatch;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the poll loops of one route. */
class KafkaBatchConsumer extends DefaultConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchConsumer.class);

  private final KafkaBatchEndpoint endpoint;
  private final String groupId;
  private final List<PollLoop> loops = new ArrayList<>();

  KafkaBatchConsumer(KafkaBatchEndpoint endpoint, Processor processor, String groupId) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.groupId = groupId;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    for (int i = 0; i < endpoint.getConsumers(); i++) {
      PollLoop loop = new PollLoop(endpoint, groupId, this::handle);
      loops.add(loop);
      loop.start();
    }
  }

  @Override
  protected void doStop() throws Exception {
    loops.forEach(PollLoop::askToStop);
    for (PollLoop loop : loops) {
      loop.awaitEnd();
    }
    loops.clear();
    super.doStop();
  }

  /** Takes a batch through the route; false when it has to be tried again. */
  private boolean handle(RecordBatch batch) {
    Exchange exchange = createExchange(false);
    try {
      exchange.getIn().setBody(batch);
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    Exception error = exchange.getException();
    releaseExchange(exchange, false);
    if (error != null) {
      LOG.atWarn()
          .addKeyValue("topic", endpoint.getTopic())
          .addKeyValue("records", batch.size())
          .setCause(error)
          .log("A batch did not get through and will be tried again");
    }
    return error == null;
  }
}
