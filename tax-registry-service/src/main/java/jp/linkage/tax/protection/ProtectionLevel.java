package jp.linkage.tax.protection;

import java.util.Arrays;
import java.util.Optional;

/** How far a person's tax information is protected from automatic answers. */
public enum ProtectionLevel {
  /** Inquiries are answered. */
  NONE("none", "保護なし"),

  /** 自動応答不可: an official decides on every inquiry before it is answered. */
  MANUAL_RELEASE("manual-release", "自動応答不可"),

  /** 不開示: the inquirer is told that the information is not disclosed. */
  NOT_DISCLOSABLE("not-disclosable", "不開示");

  private final String id;
  private final String term;

  ProtectionLevel(String id, String term) {
    this.id = id;
    this.term = term;
  }

  /** The name on the wire, for instance {@code manual-release}. */
  public String id() {
    return id;
  }

  /** The Japanese term. */
  public String term() {
    return term;
  }

  /** Reads the wire name. */
  public static Optional<ProtectionLevel> parse(String text) {
    return Arrays.stream(values()).filter(level -> level.id.equals(text)).findFirst();
  }
}
