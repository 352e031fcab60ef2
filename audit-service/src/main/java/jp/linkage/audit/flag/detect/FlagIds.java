package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.UUID;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.flag.rule.Finding;
import jp.linkage.audit.flag.rule.FlagSubject;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.StrictJson;

/**
 * Names findings: the same rule, subject and period have the same id, whenever they are found. The
 * id is a keyed hash, as a person's lid is in it: nobody without the key learns from two ids, or
 * from a lid and an id, whether they belong together.
 */
@ApplicationScoped
class FlagIds {
  private final AuditKeys keys;

  FlagIds(AuditKeys keys) {
    this.keys = keys;
  }

  /** A UUID of version 8 (RFC 9562 §5.8). */
  UUID of(Finding finding) {
    var json =
        StrictJson.newObject().put("rule", finding.rule().text()).put("period", finding.period());
    switch (finding.subject()) {
      case FlagSubject.OfOfficial(var official) ->
          json.put("agency", official.agency().value()).put("staff", official.staff().value());
      case FlagSubject.OfAgencies(var inquirer, var provider) ->
          json.put("agency", inquirer.value()).put("provider", provider.value());
      case FlagSubject.OfOffice(var inquirer, var organisation, var provider) ->
          json.put("agency", inquirer.value())
              .put("organisation", organisation)
              .put("provider", provider.value());
      case FlagSubject.OfPerson(var agency, var lid) -> {
        agency.ifPresent(id -> json.put("agency", id.value()));
        json.put("person", lid.text());
      }
    }
    ByteBuffer code = ByteBuffer.wrap(keys.flagCode(CanonicalJson.bytes(json)).toArray());
    long high = (code.getLong() & ~0xF000L) | 0x8000L;
    long low = (code.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
