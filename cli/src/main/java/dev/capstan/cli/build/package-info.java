/** Builds kustomizations, with bases of other repositories, and explains them. Needs no cluster. */
@NullMarked
package dev.capstan.cli.build;

import org.jspecify.annotations.NullMarked;
