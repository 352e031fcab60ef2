package jp.linkage.audit.retention;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireUuid;
import jp.linkage.protocol.receipt.LogRecord;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What shall be held. */
@Schema(name = "HoldToPlace", description = "Exactly one of exchangeId, caseId and month.")
record HoldBody(
    @Schema(description = "An exchange: all of its records.") @Nullable String exchangeId,
    @Schema(
            description =
                "A case of an auditor's (`/v1/cases`): the records of its opening, of what offices"
                    + " read in it, and of who looked at it. The exchanges that were found in it"
                    + " are held one by one.")
        @Nullable String caseId,
    @Schema(description = "A month, in UTC: every record of it, everybody's.", examples = "2019-10")
        @Nullable String month,
    @Schema(
            description =
                "Of the proceeding for which it is (court, 個人情報保護委員会): 1 to 64 of"
                    + " [A-Za-z0-9._:/-].",
            required = true,
            examples = "ppc/2026-0117")
        @Nullable String caseReference) {

  /** What was understood of it. */
  record Asked(Target target, CaseReference reference) {}

  Asked asked() {
    List<Target> targets = new ArrayList<>();
    add(targets, "exchangeId", exchangeId, id -> new Target.Exchange(ExchangeId.parse(id).value()));
    add(targets, "caseId", caseId, id -> new Target.AuditorsCase(WireUuid.parse(id)));
    add(
        targets,
        "month",
        month,
        text -> new Target.Month(YearMonth.parse(LogRecord.requirePeriod(text))));
    if (targets.size() != 1) {
      throw new InvalidMessage("$", "exactly one of exchangeId, caseId and month");
    }
    if (caseReference == null) {
      throw new InvalidMessage("$.caseReference", "a string");
    }
    ReasonHeader.requireNoNumber("$.caseReference", caseReference);
    return new Asked(targets.getFirst(), read("caseReference", caseReference, CaseReference::new));
  }

  private static void add(
      List<Target> targets, String name, @Nullable String text, Function<String, Target> read) {
    if (text != null) {
      targets.add(read(name, text, read));
    }
  }

  private static <T> T read(String name, String text, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (InvalidMessage e) {
      throw new InvalidMessage("$." + name, e.expected());
    }
  }
}
