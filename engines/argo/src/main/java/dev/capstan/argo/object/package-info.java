/**
 * Kubernetes objects as Jackson trees: how they are identified, and what their metadata says. Knows no rule of Argo CD.
 */
@NullMarked
package dev.capstan.argo.object;

import org.jspecify.annotations.NullMarked;
