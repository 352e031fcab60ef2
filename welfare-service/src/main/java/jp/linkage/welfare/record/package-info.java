/**
 * The office's record of its exchanges (番号法23条), for the agency's auditors: who asked whom for
 * what, when, about whom by the office's own number. The service kit writes it; here it is read.
 */
@NullMarked
package jp.linkage.welfare.record;

import org.jspecify.annotations.NullMarked;
