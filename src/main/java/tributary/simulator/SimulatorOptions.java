package tributary.simulator;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Simulator} behaves from its start on; what is to change while it runs are methods of
 * the simulator itself.
 *
 * @param port on the loopback address; 0 takes a free one
 * @param clock says what time it is: for answers, and for records without a time of their own
 * @param seed of everything that is random on the wire
 * @param frames how events look
 * @param maxConnections streams open at once; above it 429
 * @param refuseGenericAgents whether a missing or a library's own User-Agent gets 403
 * @param connectionLife after which every connection is cut; null: no limit (the real edge: 15 min)
 * @param idleCut silence after which a connection is cut; null: no limit
 * @param keepAlive silence after which a comment is sent; null: never, as the real service
 * @param bytesPerSecond speed of each connection; 0: no limit
 * @param keepAnswers whether a recount is kept of everything that was published
 * @param largestEvent in bytes; what is larger counts as dead in the answers
 * @param control whether {@code /control/} is served
 */
public record SimulatorOptions(
    int port,
    Clock clock,
    long seed,
    FrameStyle frames,
    int maxConnections,
    boolean refuseGenericAgents,
    @Nullable Duration connectionLife,
    @Nullable Duration idleCut,
    @Nullable Duration keepAlive,
    long bytesPerSecond,
    boolean keepAnswers,
    int largestEvent,
    boolean control) {

  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        0,
        Clock.systemUTC(),
        1,
        FrameStyle.asTheSource(),
        32,
        true,
        null,
        null,
        null,
        0,
        true,
        1 << 20,
        false);
  }

  public SimulatorOptions onPort(int port) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        keepAlive,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withClock(Clock clock) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        keepAlive,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withSeed(long seed) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        keepAlive,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withFrames(FrameStyle frames) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        keepAlive,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withConnectionsUpTo(int most) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        most,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        keepAlive,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withConnectionLife(Duration life) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        life,
        idleCut,
        keepAlive,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withIdleCut(Duration silence) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        silence,
        keepAlive,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withKeepAlive(Duration silence) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        silence,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withBytesPerSecond(long bytes) {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        keepAlive,
        bytes,
        keepAnswers,
        largestEvent,
        control);
  }

  public SimulatorOptions withoutAnswers() {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        keepAlive,
        bytesPerSecond,
        false,
        largestEvent,
        control);
  }

  public SimulatorOptions withControl() {
    return new SimulatorOptions(
        port,
        clock,
        seed,
        frames,
        maxConnections,
        refuseGenericAgents,
        connectionLife,
        idleCut,
        keepAlive,
        bytesPerSecond,
        keepAnswers,
        largestEvent,
        true);
  }
}
