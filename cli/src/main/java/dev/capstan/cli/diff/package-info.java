/** Shows what would change in the cluster, object by object and field by field. Writes nothing. */
@NullMarked
package dev.capstan.cli.diff;

import org.jspecify.annotations.NullMarked;
