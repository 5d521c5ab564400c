/** What is signed about charts in registries. */
@NullMarked
package dev.capstan.source.helm.adapter;

import org.jspecify.annotations.NullMarked;
