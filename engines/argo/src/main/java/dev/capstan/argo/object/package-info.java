/**
 * Kubernetes objects as Jackson trees: how they are identified, what their metadata says, and how fields of any shape are read. Knows no
 * rule of Argo CD.
 */
@NullMarked
package dev.capstan.argo.object;

import org.jspecify.annotations.NullMarked;
