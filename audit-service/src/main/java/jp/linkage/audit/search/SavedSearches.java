package jp.linkage.audit.search;

import java.util.List;

/** Saved searches, or the versions of one. */
record SavedSearches(List<SavedSearch> searches) {}
