/**
 * Options that several commands share, as picocli mix-ins. picocli looks at every field and method of a mix-in whatever command
 * is run, so no signature here names a type of the Kubernetes client.
 */
@NullMarked
package dev.capstan.cli.options;

import org.jspecify.annotations.NullMarked;
