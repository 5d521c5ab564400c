/** What all of the package needs: sets of parameters as plain values, what a generation may take, and how it fails. */
@NullMarked
package dev.capstan.argo.set.value;

import org.jspecify.annotations.NullMarked;
