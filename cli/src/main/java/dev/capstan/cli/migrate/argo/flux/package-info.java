/** Proposes objects of Flux for Applications, and proves with local checkouts that they make the same objects. Writes to no cluster. */
@NullMarked
package dev.capstan.cli.migrate.argo.flux;

import org.jspecify.annotations.NullMarked;
