/**
 * Records what was refused: a denial by the law's table is as much a fact for the auditor as an
 * answer. Every signed request is recorded once, however often it is reported.
 */
@NullMarked
package jp.linkage.audit.denial;

import org.jspecify.annotations.NullMarked;
