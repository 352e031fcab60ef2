/**
 * The manifests under which exchanges come in. Each is in the log as a CONFIG record before the
 * first exchange under it is, so that the log alone tells under whose keys and rules something
 * happened.
 */
@NullMarked
package jp.linkage.audit.manifest;

import org.jspecify.annotations.NullMarked;
