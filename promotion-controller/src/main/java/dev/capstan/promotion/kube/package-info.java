/** The reconciler of Promotions: from objects of the cluster to a pass, and from its outcome to status, events and records. */
@NullMarked
package dev.capstan.promotion.kube;

import org.jspecify.annotations.NullMarked;
