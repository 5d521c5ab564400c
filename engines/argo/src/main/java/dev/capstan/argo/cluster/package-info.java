/** Clusters as Secrets of Argo CD describe them, and which of them a destination means. Connects to none. */
@NullMarked
package dev.capstan.argo.cluster;

import org.jspecify.annotations.NullMarked;
