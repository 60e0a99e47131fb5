package tributary.simulator;

/**
 * How events look on the wire. {@link #asTheSource} is what EventStreams sends; everything else is
 * allowed by the SSE standard, and a client must get the same events out of it.
 *
 * @param crlf lines end with CR LF
 * @param byteOrderMark the stream begins with one
 * @param comments comment lines stand between and inside the events
 * @param manyLines JSON is indented, so that one event has many {@code data:} lines
 * @param noSpaceAfterColon {@code data:x} in place of {@code data: x}
 * @param splitAnywhere each write is cut into chunks at random places, within characters too
 */
public record FrameStyle(
    boolean crlf,
    boolean byteOrderMark,
    boolean comments,
    boolean manyLines,
    boolean noSpaceAfterColon,
    boolean splitAnywhere) {

  public static FrameStyle asTheSource() {
    return new FrameStyle(false, false, false, false, false, false);
  }

  /** Everything that is odd and still allowed, at once. */
  public static FrameStyle oddInEveryWay() {
    return new FrameStyle(true, true, true, true, true, true);
  }

  public FrameStyle withCrlf() {
    return new FrameStyle(
        true, byteOrderMark, comments, manyLines, noSpaceAfterColon, splitAnywhere);
  }

  public FrameStyle withByteOrderMark() {
    return new FrameStyle(crlf, true, comments, manyLines, noSpaceAfterColon, splitAnywhere);
  }

  public FrameStyle withComments() {
    return new FrameStyle(crlf, byteOrderMark, true, manyLines, noSpaceAfterColon, splitAnywhere);
  }

  public FrameStyle withManyLines() {
    return new FrameStyle(crlf, byteOrderMark, comments, true, noSpaceAfterColon, splitAnywhere);
  }

  public FrameStyle splitAnywhereOnTheWire() {
    return new FrameStyle(crlf, byteOrderMark, comments, manyLines, noSpaceAfterColon, true);
  }
}
