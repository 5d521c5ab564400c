/**
 * Refusals of the API server in words for people: what is wrong with which field of which object, and what to do. No text of the
 * inside of a program (Go types, Java exceptions, stack traces) gets through. Pure: knows the answer and nothing else.
 */
@NullMarked
package dev.capstan.apply.refusal;

import org.jspecify.annotations.NullMarked;
