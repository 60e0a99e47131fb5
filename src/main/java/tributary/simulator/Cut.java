package tributary.simulator;

/** The ways in which a connection ends. */
public enum Cut {
  /** The response is finished properly: last chunk, then close. */
  CLEAN,
  /** The socket is closed without the last chunk, as the real edge does it. */
  PREMATURE,
  /** The connection is reset. */
  RESET,
  /** Half of the next event is sent, then the socket is closed. */
  MID_FRAME,
  /** A frame {@code event: error} is sent, then the response is finished properly. */
  ERROR_FRAME
}
