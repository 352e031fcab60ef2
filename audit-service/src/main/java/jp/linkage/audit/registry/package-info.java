/**
 * The registry of persons who may be the subject of an exchange, by their log pseudonym. Registrars
 * fill it (right REGISTER); whoever is not in it is an unknown person in every exchange, so that a
 * mistyped number that happens to pass its check digit creates no link.
 */
@NullMarked
package jp.linkage.audit.registry;

import org.jspecify.annotations.NullMarked;
