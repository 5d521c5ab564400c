/**
 * Reaches a cluster through fabric8's HTTP client. The only package that knows fabric8.
 */
@NullMarked
package dev.capstan.apply.adapter;

import org.jspecify.annotations.NullMarked;
