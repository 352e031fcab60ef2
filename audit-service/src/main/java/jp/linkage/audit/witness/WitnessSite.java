package jp.linkage.audit.witness;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/**
 * Where one or more witnesses of the policy are reached: a witness with two keys is two witnesses
 * to a policy, and is asked once.
 *
 * @param prefix without a slash at the end
 * @param witnesses at least one
 */
record WitnessSite(URI prefix, List<TrustPolicy.Witness> witnesses) {
  WitnessSite {
    witnesses = List.copyOf(witnesses);
  }

  /** The prefix of a witness of the policy. */
  static URI prefixOf(TrustPolicy.Witness witness) {
    String text =
        witness
            .url()
            .orElseThrow(() -> refused(witness.name() + ": expected its URL"))
            .replaceAll("/+$", "");
    URI prefix;
    try {
      prefix = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw refused(witness.name() + ": expected a URL");
    }
    boolean known = "http".equals(prefix.getScheme()) || "https".equals(prefix.getScheme());
    if (!known
        || prefix.getHost() == null
        || prefix.getRawUserInfo() != null
        || prefix.getRawQuery() != null
        || prefix.getRawFragment() != null) {
      throw refused(witness.name() + ": expected http(s)://HOST[:PORT]/PATH");
    }
    return prefix;
  }

  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException("the witness " + what);
  }

  /** The names of its witnesses, for people. */
  String names() {
    return witnesses.stream().map(TrustPolicy.Witness::name).collect(Collectors.joining(", "));
  }
}
