/**
 * A program of its own, which a pod in the namespace of the Applications runs: {@code argocd --core} forwards ports of pods there, and the controller is
 * somewhere else. It knows the JDK alone.
 */
@NullMarked
package dev.capstan.application.core.door;

import org.jspecify.annotations.NullMarked;
