package jp.linkage.protocol.tlog;

import java.util.List;

/** Where the hashes of nodes come from: tiles, a table, memory. */
@FunctionalInterface
public interface NodeSource {
  /**
   * The hashes of these nodes, all at once, so that a distant source is asked once.
   *
   * @return one hash of 32 bytes for each node, in order
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when what the source holds is not of the
   *     form that it should have
   */
  List<byte[]> read(List<Node> nodes);
}
