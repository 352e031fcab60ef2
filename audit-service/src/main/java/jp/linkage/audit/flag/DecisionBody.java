package jp.linkage.audit.flag;

import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an auditor decides about a flag; why is in the header. */
@Schema(name = "FlagDecisionToMake")
record DecisionBody(
    @Schema(description = "dismissed, confirmed, or open to open it again.") @Nullable String state,
    @Schema(description = "The version of the flag that was looked at.")
        @Nullable Integer version) {

  /** What was understood of it, and the reason of the header. */
  record Understood(FlagState state, int version, String reason) {}

  static Understood understood(@Nullable DecisionBody body, String reason) {
    if (body == null || body.state() == null) {
      throw new InvalidMessage("$.state", "open, dismissed or confirmed");
    }
    if (body.version() == null || body.version() < 1) {
      throw new InvalidMessage("$.version", "the version of the flag that was looked at");
    }
    try {
      return new Understood(FlagState.parse(body.state()), body.version(), reason);
    } catch (InvalidMessage e) {
      throw e.under("$.state");
    }
  }
}
