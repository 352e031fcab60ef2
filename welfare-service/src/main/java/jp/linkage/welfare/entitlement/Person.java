package jp.linkage.welfare.entitlement;

import java.time.LocalDate;

/**
 * A person of an application's household.
 *
 * @param key how the caller names the person; opaque to the rules
 * @param relation to the applicant
 * @param birthDate of the person
 * @param sameHousehold 同一の世帯に属する: with the applicant, or with the guardian when the applicant is a
 *     child
 */
public record Person(String key, Relation relation, LocalDate birthDate, boolean sameHousehold) {
  public Person {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a person has a key");
    }
  }

  /** What the person is to the applicant. */
  public enum Relation {
    /** The disabled adult (障害者) or the disabled child (障害児) of the application. */
    APPLICANT("applicant", "本人", "applicant"),
    SPOUSE("spouse", "配偶者", "spouse"),
    /** 障害児の保護者 who applies for the child. */
    GUARDIAN("guardian", "保護者", "guardian"),
    PARENT("parent", "父母", "parent"),
    CHILD("child", "子", "child"),
    SIBLING("sibling", "兄弟姉妹", "sibling"),
    OTHER("other", "世帯員", "household member");

    private final String code;
    private final String japanese;
    private final String english;

    Relation(String code, String japanese, String english) {
      this.code = code;
      this.japanese = japanese;
      this.english = english;
    }

    public String code() {
      return code;
    }

    public String japanese() {
      return japanese;
    }

    public String english() {
      return english;
    }
  }
}
