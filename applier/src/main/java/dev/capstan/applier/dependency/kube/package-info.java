/** Watches what others depend on. Knows no kind that is applied, nor the rules of dependencies. */
@NullMarked
package dev.capstan.applier.dependency.kube;

import org.jspecify.annotations.NullMarked;
