/**
 * The language in which rules of health are written: which status an object of a kind has, when, and with which
 * message. A rule is data: it reads one object, ends after a bounded number of steps, and never fails. Knows no kind
 * and no cluster.
 */
@NullMarked
package dev.capstan.argo.health.rule;

import org.jspecify.annotations.NullMarked;
