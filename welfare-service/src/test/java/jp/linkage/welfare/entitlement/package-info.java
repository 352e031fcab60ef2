/**
 * Tests of the statutes' rules: every item of the provision, its boundaries, and what may never be
 * guessed.
 */
@NullMarked
package jp.linkage.welfare.entitlement;

import org.jspecify.annotations.NullMarked;
