/** Where an object of the cluster comes from: Kustomization or release, source, revision, commit. */
@NullMarked
package dev.capstan.cli.trace;

import org.jspecify.annotations.NullMarked;
