/**
 * The registry of kinds. Everything that lists kinds reads it: the generated CRDs, what alerts, receivers and source references may
 * name, the watches of controllers and the command line. A new kind is one entry here.
 */
@NullMarked
package dev.capstan.api.kind;

import org.jspecify.annotations.NullMarked;
