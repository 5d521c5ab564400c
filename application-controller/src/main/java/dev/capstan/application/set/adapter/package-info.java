/** Forges and clusters' choosers, as ApplicationSets ask them. */
@NullMarked
package dev.capstan.application.set.adapter;

import org.jspecify.annotations.NullMarked;
