/**
 * The keys by which a Kustomization's encrypted files are opened: where they come from, and when they are others than before. Knows no
 * cluster; Secrets and clouds are behind ports.
 */
@NullMarked
package dev.capstan.kustomization.decrypt;

import org.jspecify.annotations.NullMarked;
