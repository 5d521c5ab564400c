/** A Kustomization of a cluster, built here of files from here or from its repository. */
@NullMarked
package dev.capstan.cli.kustomization;

import org.jspecify.annotations.NullMarked;
