/**
 * Turns the sources of an Application into the objects that it wants: by folders of manifests, Kustomize or Helm, from as many
 * sources as it has. Knows no cluster, and no remote: who calls gives the files.
 */
@NullMarked
package dev.capstan.applicationmanifests;

import org.jspecify.annotations.NullMarked;
