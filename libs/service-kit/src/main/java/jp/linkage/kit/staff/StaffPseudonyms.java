package jp.linkage.kit.staff;

import jp.linkage.protocol.header.StaffPseudonym;

/**
 * Turns an official's name at the identity provider into the pseudonym that travels in headers.
 * Only the own agency can find the official behind it.
 */
@FunctionalInterface
public interface StaffPseudonyms {
  /** The pseudonym of this {@code sub}; always the same for the same one. */
  StaffPseudonym of(String subject);
}
