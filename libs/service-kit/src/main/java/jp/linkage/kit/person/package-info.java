/**
 * The persons that this agency knows, by its own addressee numbers (宛名番号), and their enrolment: a
 * My Number is used once, in memory, to obtain this agency's token of the person, and is kept
 * nowhere.
 */
@NullMarked
package jp.linkage.kit.person;

import org.jspecify.annotations.NullMarked;
