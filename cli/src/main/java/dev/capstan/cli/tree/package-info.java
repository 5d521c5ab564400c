/** What Kustomizations and HelmReleases have applied, as a tree. */
@NullMarked
package dev.capstan.cli.tree;

import org.jspecify.annotations.NullMarked;
