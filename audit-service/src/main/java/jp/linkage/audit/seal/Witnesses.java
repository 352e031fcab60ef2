package jp.linkage.audit.seal;

import java.util.List;

/** Those who keep checkpoints of this log where the service cannot take them back. */
@FunctionalInterface
public interface Witnesses {
  /** What those have who answer in time; each signed by the log's own keys. */
  List<HeldCheckpoint> held();
}
