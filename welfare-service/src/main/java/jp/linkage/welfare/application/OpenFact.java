package jp.linkage.welfare.application;

import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.welfare.entitlement.Gap;

/** A fact that keeps an application pending. */
record OpenFact(AddresseeNumber person, Gap gap) {}
