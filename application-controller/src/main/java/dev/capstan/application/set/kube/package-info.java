/** The kind ApplicationSet on the runtime: its reconciler, its status, and what wakes it. */
@NullMarked
package dev.capstan.application.set.kube;

import org.jspecify.annotations.NullMarked;
